import { randomUUID } from 'node:crypto'
import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  HttpCode,
  HttpException,
  Injectable,
  Module,
  type PipeTransform,
  Post,
  UnauthorizedException,
  UseGuards,
  ValidationPipe,
  type ValidationPipeOptions,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import type { ValidationError } from 'class-validator'
import type { Request } from 'express'
import { ConfirmationDto, FullCancellationDto, PartialCancellationDto } from './nest-messages.ts'
import { running, type RunningFramework } from './running.ts'

/** What users of NestJS and class-validator get wrong. */
export type NestMistake =
  | 'no whitelist'
  | 'whitelist that removes'
  | 'missing properties skipped'
  | 'null skipped'
  | 'errors as the pipe makes them'
  | 'a guard that returns false'
  | 'one route without its guard'

const CLIENT = { id: 'optoro', secret: 'nest-secret-21fe' }
const TOKEN_SECONDS = 3600

/** NestJS with class-validator; OAuth 2 client credentials with tokens in memory. */
export async function startNest(mistakes: ReadonlySet<NestMistake>): Promise<RunningFramework> {
  const app = await NestFactory.create<NestExpressApplication>(moduleOf(mistakes), {
    logger: false,
    abortOnError: false,
  })
  app.disable('x-powered-by')
  app.useBodyParser('json', { limit: '1mb', strict: false })
  app.useBodyParser('urlencoded', { extended: false })
  await app.listen(0, '127.0.0.1')
  const { port, close } = await running(app.getHttpServer())
  return { port, close: () => Promise.all([close(), app.close()]).then(() => undefined) }
}

/** What the validation pipe cannot check: it treats `null` as an empty object, and follows any depth. */
@Injectable()
class PlainObjectPipe implements PipeTransform {
  transform(body: unknown): unknown {
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
    if (isObject && depthOf(body) <= DEEPEST) return body
    throw new HttpException('The body is not a message', 400)
  }
}

const DEEPEST = 20

/** How deep a value is, up to one more than the deepest that is wanted. */
function depthOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return depth
  return Math.max(depth, ...Object.values(value).map((inner) => depthOf(inner, depth + 1)))
}

function moduleOf(mistakes: ReadonlySet<NestMistake>): new () => object {
  const tokens = new Map<string, number>()

  class TokenGuard implements CanActivate {
    canActivate(context: ExecutionContext): boolean {
      const { headers } = context.switchToHttp().getRequest<Request>()
      const [, token = ''] = /^bearer (\S+)$/i.exec(headers.authorization ?? '') ?? []
      if ((tokens.get(token) ?? 0) > Date.now()) return true
      if (mistakes.has('a guard that returns false')) return false
      throw new UnauthorizedException()
    }
  }

  class NoGuard implements CanActivate {
    canActivate(): boolean {
      return true
    }
  }

  @Controller('oauth')
  class TokenController {
    @Post('token')
    @HttpCode(200)
    token(@Body() form: Record<string, string>): object {
      if (form['client_id'] !== CLIENT.id || form['client_secret'] !== CLIENT.secret) {
        throw new HttpException({ error: 'invalid_client' }, 401)
      }
      const token = randomUUID()
      tokens.set(token, Date.now() + TOKEN_SECONDS * 1000)
      return { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS }
    }
  }

  @Controller()
  class WebhookController {
    @Post('drop_shipment_confirmation')
    @HttpCode(200)
    @UseGuards(TokenGuard)
    confirm(
      @Body(PlainObjectPipe, pipe(ConfirmationDto, mistakes)) _body: ConfirmationDto,
    ): object {
      return { message: 'Success' }
    }

    @Post('drop_shipment_cancellation')
    @HttpCode(200)
    @UseGuards(TokenGuard)
    cancel(
      @Body(PlainObjectPipe, pipe(FullCancellationDto, mistakes)) _body: FullCancellationDto,
    ): object {
      return { message: 'Success' }
    }

    @Post('drop_shipment_partial_cancellation')
    @HttpCode(200)
    @UseGuards(mistakes.has('one route without its guard') ? NoGuard : TokenGuard)
    cancelPart(
      @Body(PlainObjectPipe, pipe(PartialCancellationDto, mistakes)) _body: PartialCancellationDto,
    ): object {
      return { message: 'Success' }
    }
  }

  @Module({ controllers: [TokenController, WebhookController] })
  class WebhookModule {}
  return WebhookModule
}

function pipe(expectedType: new () => object, mistakes: ReadonlySet<NestMistake>): ValidationPipe {
  const options: ValidationPipeOptions = {
    expectedType,
    transform: true,
    whitelist: !mistakes.has('no whitelist'),
    forbidNonWhitelisted: !mistakes.has('no whitelist') && !mistakes.has('whitelist that removes'),
    skipMissingProperties: mistakes.has('missing properties skipped'),
    skipNullProperties: mistakes.has('null skipped'),
  }
  return mistakes.has('errors as the pipe makes them')
    ? new ValidationPipe({ ...options, errorHttpStatusCode: 422 })
    : new ValidationPipe({ ...options, exceptionFactory: validationFailure })
}

function validationFailure(errors: ValidationError[]): HttpException {
  const body = { message: 'Validation failure', errors: fieldErrors(errors, '') }
  return new HttpException(body, 422)
}

function fieldErrors(errors: readonly ValidationError[], parent: string): object[] {
  return errors.flatMap(({ property, value, constraints, children = [] }) => {
    const field = parent === '' ? property : `${parent}.${property}`
    const code = value === undefined ? 'missing_field' : 'invalid'
    const own = constraints === undefined ? [] : [{ field, code }]
    return [...own, ...fieldErrors(children, field)]
  })
}
