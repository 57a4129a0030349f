import { Type } from 'class-transformer'
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsRFC3339,
  IsString,
  Matches,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator'

/** May be absent; unlike `IsOptional` of class-validator it does not let `null` through. */
const MayBeAbsent = (): PropertyDecorator =>
  ValidateIf((_object: object, value: unknown) => value !== undefined)

const IsTimestamp = (): PropertyDecorator => both(IsRFC3339(), IsISO8601({ strict: true }))
const IsDay = (): PropertyDecorator =>
  both(Matches(/^\d{4}-\d\d-\d\d$/), IsISO8601({ strict: true }))

function both(first: PropertyDecorator, second: PropertyDecorator): PropertyDecorator {
  return (target, key) => {
    first(target, key)
    second(target, key)
  }
}

class ShipmentItemDto {
  @MayBeAbsent() @IsInt() @Min(1) id?: number
  @MayBeAbsent() @IsString() client_identifier?: string
  @MayBeAbsent() @IsInt() @Min(1) quantity?: number
  @MayBeAbsent() @IsTimestamp() created_at?: string
  @MayBeAbsent() @IsTimestamp() updated_at?: string
}

class ShipmentDto {
  @MayBeAbsent() @IsInt() id?: number
  @IsString() client_identifier!: string
  @IsString() channel!: string
  @IsString() carrier!: string
  @IsString() shipping_method!: string
  @IsString() tracking_number!: string
  @IsNumber() billed_weight!: number
  @IsInt() shipping_cost_cents!: number
  @ValidateIf((_object: object, value: unknown) => value !== undefined && value !== null)
  @IsString()
  packing_slip_identifier?: string | null
  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ShipmentItemDto)
  shipment_items!: ShipmentItemDto[]
  @MayBeAbsent() @IsTimestamp() created_at?: string
  @MayBeAbsent() @IsTimestamp() updated_at?: string
}

export class ConfirmationDto {
  @MayBeAbsent() @IsObject() @ValidateNested() @Type(() => ShipmentDto) shipment?: ShipmentDto
}

class AddressDto {
  @MayBeAbsent() @IsInt() id?: number
  @MayBeAbsent() @IsString() name?: string
  @MayBeAbsent() @IsString() company?: string
  @MayBeAbsent() @IsString() telephone_number?: string
  @MayBeAbsent() @IsString() street?: string
  @MayBeAbsent() @IsString() street2?: string
  @MayBeAbsent() @IsString() city?: string
  @MayBeAbsent() @IsString() state?: string
  @MayBeAbsent() @IsString() zip_code?: string
  @MayBeAbsent() @IsString() country?: string
  @MayBeAbsent() @IsTimestamp() created_at?: string
  @MayBeAbsent() @IsTimestamp() updated_at?: string
}

class OrderItemDto {
  @MayBeAbsent() @IsInt() id?: number
  @IsString() client_identifier!: string
  @IsString() sku!: string
  @IsString() brand!: string
  @IsString() condition!: string
  @IsInt() quantity!: number
  @IsInt() price_cents!: number
  @IsInt() tax_cents!: number
  @IsInt() shipping_cost_cents!: number
  @IsInt() shipping_tax_cents!: number
  @IsString() status!: string
  @MayBeAbsent() @IsString() comments?: string
}

class OrderDto {
  @MayBeAbsent() @IsInt() id?: number
  @IsString() client_identifier!: string
  @IsObject() @ValidateNested() @Type(() => AddressDto) billing_address!: AddressDto
  @IsObject() @ValidateNested() @Type(() => AddressDto) shipping_address!: AddressDto
  @IsString() brand!: string
  @IsIn(['STANDARD', 'EXPRESS', 'OVERNIGHT', 'FREIGHT', 'PICK-UP']) shipping_method!: string
  @IsString() status!: string
  @IsInt() price_cents!: number
  @IsInt() tax_cents!: number
  @MayBeAbsent() @IsInt() processing_fee_cents?: number
  @IsInt() shipping_cost_cents!: number
  @IsInt() shipping_tax_cents!: number
  @MayBeAbsent() @IsString() comments?: string
  @MayBeAbsent() @IsDay() expected_delivery_date?: string
  @MayBeAbsent() @IsBoolean() signature_required?: boolean
  @MayBeAbsent() @IsString() packing_slip_identifier?: string
  @MayBeAbsent() @IsString() reject_reason?: string
  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => OrderItemDto)
  order_items!: OrderItemDto[]
  @MayBeAbsent() @IsTimestamp() created_at?: string
  @MayBeAbsent() @IsTimestamp() updated_at?: string
}

export class FullCancellationDto {
  @MayBeAbsent() @IsObject() @ValidateNested() @Type(() => OrderDto) order?: OrderDto
}

class PartialOrderItemDto {
  @MayBeAbsent() @IsInt() id?: number
  @IsString() client_identifier!: string
  @IsString() status!: string
  @IsInt() quantity!: number
  @IsInt() cancelled_quantity!: number
}

class PartialOrderDto {
  @MayBeAbsent() @IsInt() id?: number
  @MayBeAbsent() @IsString() client_identifier?: string
  @MayBeAbsent() @IsString() status?: string
  @MayBeAbsent()
  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PartialOrderItemDto)
  order_items?: PartialOrderItemDto[]
}

export class PartialCancellationDto {
  @MayBeAbsent() @IsObject() @ValidateNested() @Type(() => PartialOrderDto) order?: PartialOrderDto
}
