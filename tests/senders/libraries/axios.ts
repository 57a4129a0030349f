import { AxiosError, create, type InternalAxiosRequestConfig } from 'axios'
import axiosRetry, { exponentialDelay } from 'axios-retry'
import type { Deliver } from './library-sender.ts'

type Config = InternalAxiosRequestConfig & { token?: string; isResent?: boolean }

/** A sender that retries with axios-retry. */
export const deliverByAxios: Deliver = (message, tokens, signal) => {
  const client = create({
    timeout: 30_000,
    maxRedirects: 0,
    maxContentLength: 1024 * 1024,
    responseType: 'text',
    proxy: false,
    signal,
  })
  client.interceptors.request.use(async (config: Config) => {
    try {
      config.token = await tokens.get()
    } catch {
      throw new AxiosError('no token', 'ECONNRESET', config)
    }
    config.headers.set('Authorization', `Bearer ${config.token}`)
    return config
  })
  client.interceptors.response.use(undefined, (error: AxiosError) => {
    const config = error.config as Config | undefined
    if (error.response?.status !== 401 || config?.token === undefined || config.isResent === true)
      throw error
    tokens.reject(config.token)
    return client.request({ ...config, isResent: true } as Config)
  })
  axiosRetry(client, {
    retries: 5,
    shouldResetTimeout: true,
    retryCondition: () => !signal.aborted,
    retryDelay: (count, error) => exponentialDelay(count, error, 500),
  })
  return client.post(message.url, message.body, {
    headers: { 'Content-Type': 'application/json', 'webhook-id': message.id },
    transformRequest: [(body: unknown) => body],
  })
}
