# frozen_string_literal: true

# Sinatra on puma; OAuth 2 client credentials with tokens in memory (one process, several threads).

require 'sinatra/base'
require 'json'
require 'date'
require 'securerandom'
require 'monitor'

MISTAKE = ENV.fetch('MISTAKE', '')
CLIENT_ID = 'optoro'
CLIENT_SECRET = 'sinatra-secret-c4d2'
TOKEN_SECONDS = 3600
TIMESTAMP = /\A(\d{4}-\d\d-\d\d)[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)\z/
METHODS = %w[STANDARD EXPRESS OVERNIGHT FREIGHT PICK-UP].freeze

# The shape of the messages: a symbol for a kind of value, a list for a list, a hash for an object.
def optional(kind) = { optional: kind }
def object(fields, open: false) = { fields: fields, open: open }

TIMES = { 'created_at' => optional(:timestamp), 'updated_at' => optional(:timestamp) }.freeze
ADDRESS = object(
  { 'id' => optional(:integer) }
    .merge(%w[name company telephone_number street street2 city state zip_code country].to_h { [_1, optional(:text)] })
    .merge(TIMES),
)
AMOUNTS = %w[price_cents tax_cents shipping_cost_cents shipping_tax_cents].to_h { [_1, :integer] }.freeze
SHIPMENT_ITEM = object(
  { 'id' => optional(:positive), 'client_identifier' => optional(:text), 'quantity' => optional(:positive) }.merge(TIMES),
  open: true,
)
SHIPMENT = object(
  %w[client_identifier channel carrier shipping_method tracking_number].to_h { [_1, :text] }.merge(
    'id' => optional(:integer), 'billed_weight' => :number, 'shipping_cost_cents' => :integer,
    'packing_slip_identifier' => optional(:nullable_text), 'shipment_items' => [SHIPMENT_ITEM]
  ).merge(TIMES),
)
ORDER_ITEM = object(
  %w[client_identifier sku brand condition status].to_h { [_1, :text] }
    .merge(AMOUNTS).merge('id' => optional(:integer), 'quantity' => :integer, 'comments' => optional(:text)),
)
ORDER = object(
  %w[client_identifier brand status].to_h { [_1, :text] }
    .merge(AMOUNTS)
    .merge(%w[comments packing_slip_identifier reject_reason].to_h { [_1, optional(:text)] })
    .merge(
      'id' => optional(:integer), 'billing_address' => ADDRESS, 'shipping_address' => ADDRESS,
      'shipping_method' => :method, 'processing_fee_cents' => optional(:integer),
      'expected_delivery_date' => optional(:day), 'signature_required' => optional(:boolean),
      'order_items' => [ORDER_ITEM],
    ).merge(TIMES),
)
PARTIAL_ITEM = object(
  { 'id' => optional(:integer), 'client_identifier' => :text, 'status' => :text, 'quantity' => :integer,
    'cancelled_quantity' => :integer },
)
PARTIAL_ORDER = object(
  { 'id' => optional(:integer), 'client_identifier' => optional(:text), 'status' => optional(:text),
    'order_items' => optional([PARTIAL_ITEM]) },
  open: true,
)
MESSAGES = {
  '/drop_shipment_confirmation' => object({ 'shipment' => optional(SHIPMENT) }, open: true),
  '/drop_shipment_cancellation' => object({ 'order' => optional(ORDER) }, open: true),
  '/drop_shipment_partial_cancellation' => object({ 'order' => optional(PARTIAL_ORDER) }, open: true),
}.freeze

def day?(value)
  year, month, day = value.match(/\A(\d{4})-(\d\d)-(\d\d)\z/)&.captures&.map(&:to_i)
  return !Date.parse(value).nil? if MISTAKE == 'dates by Date.parse'

  !year.nil? && Date.valid_date?(year, month, day)
rescue Date::Error
  false
end

def valid?(kind, value)
  case kind
  when :text then value.is_a?(String)
  when :nullable_text then value.nil? || value.is_a?(String)
  when :boolean then [true, false].include?(value)
  when :number then value.is_a?(Numeric)
  when :integer then value.is_a?(Integer) || (value.is_a?(Float) && value.finite? && value == value.floor)
  when :positive then valid?(:integer, value) && (MISTAKE == 'no minimum' || value >= 1)
  when :method then METHODS.include?(MISTAKE == 'enum without case' && value.is_a?(String) ? value.upcase : value)
  when :day then value.is_a?(String) && day?(value)
  when :timestamp then timestamp?(value)
  end
end

def timestamp?(value)
  return false unless value.is_a?(String)
  return day?(value) if MISTAKE == 'dates by Date.parse'

  match = TIMESTAMP.match(value)
  !match.nil? && day?(match[1])
end

def check(schema, value, place, errors)
  case schema
  when Symbol then errors << { field: place, code: 'invalid' } unless valid?(schema, value)
  when Array
    return errors << { field: place, code: 'invalid_type' } unless value.is_a?(Array)

    value.each_with_index { |inner, index| check(schema.first, inner, "#{place}.#{index}", errors) }
  else
    return errors << { field: place, code: 'invalid_type' } unless value.is_a?(Hash)

    check_object(schema, value, place, errors)
  end
end

def check_object(schema, value, place, errors)
  prefix = place.empty? ? '' : "#{place}."
  schema[:fields].each do |name, field|
    is_optional = field.is_a?(Hash) && field.key?(:optional)
    if value.key?(name)
      next if is_optional && value[name].nil? && MISTAKE == 'nil for absent'

      check(is_optional ? field[:optional] : field, value[name], prefix + name, errors)
    elsif !is_optional
      errors << { field: prefix + name, code: 'missing_field' }
    end
  end
  return if schema[:open] || MISTAKE == 'permitted fields alone'

  (value.keys - schema[:fields].keys).each { |name| errors << { field: prefix + name, code: 'invalid' } }
end

# The endpoint.
class Webhooks < Sinatra::Base
  set :host_authorization, { permitted_hosts: [] }
  set :show_exceptions, false
  set :raise_errors, false
  set :protection, false
  TOKENS = {}.extend(MonitorMixin)

  def say(status, body, headers = {})
    halt status, { 'Content-Type' => 'application/json' }.merge(headers), body.to_json
  end

  # As after a cold start.
  FIRST = [ENV.fetch('FIRST_RESPONSE_SECONDS', '0').to_f].extend(MonitorMixin)
  before { sleep(FIRST.synchronize { FIRST.pop } || 0) unless request.path_info == '/' }

  post '/oauth/token' do
    say 401, { error: 'invalid_client' } unless params['client_id'] == CLIENT_ID && params['client_secret'] == CLIENT_SECRET
    token = SecureRandom.hex(24)
    TOKENS.synchronize { TOKENS[token] = Time.now + TOKEN_SECONDS }
    say 200, { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS }, 'Cache-Control' => 'no-store'
  end

  MESSAGES.each do |path, schema|
    post path do
      authenticate
      media_type = request.media_type.to_s.downcase
      say 415, { message: 'Send JSON' } unless media_type == 'application/json'
      errors = []
      check(schema, parsed_body, '', errors)
      say 200, { message: 'Success' } if errors.empty?
      say 422, { message: 'Validation failure', errors: errors }
    end
  end

  error { say 500, { message: 'Internal server error' } }

  private

  def authenticate
    scheme, token = request.env['HTTP_AUTHORIZATION'].to_s.split(' ', 2)
    is_bearer = MISTAKE == 'Bearer in one case' ? scheme == 'Bearer' : scheme.to_s.casecmp?('bearer')
    expires = TOKENS.synchronize { TOKENS[token.to_s] }
    return if is_bearer && !expires.nil? && expires > Time.now

    say 401, { message: 'Not authorized' }, 'WWW-Authenticate' => 'Bearer'
  end

  def parsed_body
    text = request.body.read.force_encoding('UTF-8')
    return JSON.parse(text, max_nesting: 64) if MISTAKE == 'encoding unchecked'

    say 400, { message: 'The body is not valid UTF-8' } unless text.valid_encoding?
    JSON.parse(text, max_nesting: 64)
  rescue JSON::ParserError
    say 400, { message: 'The body is not valid JSON' }
  end
end
