// An endpoint in Go with net/http alone; an API key in a header.
package main

import (
	"bytes"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const key = "go-key-8f20ac"

var mistake = os.Getenv("MISTAKE")

type problem struct {
	Field string `json:"field"`
	Code  string `json:"code"`
}

// A rule says what is wrong with a value at a place.
type rule func(place string, value any) []problem

type object struct {
	fields   map[string]rule
	required []string
	open     bool
}

func (o object) check(place string, value any) []problem {
	members, ok := value.(map[string]any)
	if !ok {
		return []problem{{place, "invalid_type"}}
	}
	var found []problem
	for _, name := range o.required {
		if !has(members, name) && mistake != "zero values for missing fields" {
			found = append(found, problem{place + "." + name, "missing_field"})
		}
	}
	for name, inner := range members {
		check, known := o.fields[name]
		if !known && mistake == "names without case" {
			for other, rule := range o.fields {
				if strings.EqualFold(other, name) {
					check, known = rule, true
				}
			}
		}
		switch {
		case known && inner == nil && mistake == "null as zero":
		case known:
			found = append(found, check(place+"."+name, inner)...)
		case !o.open && mistake != "unknown fields allowed":
			found = append(found, problem{place + "." + name, "invalid"})
		}
	}
	return found
}

// encoding/json finds a field of a struct whatever the case of its name.
func has(members map[string]any, name string) bool {
	if _, ok := members[name]; ok || mistake != "names without case" {
		return ok
	}
	for other := range members {
		if strings.EqualFold(other, name) {
			return true
		}
	}
	return false
}

func list(item rule) rule {
	return func(place string, value any) []problem {
		values, ok := value.([]any)
		if !ok {
			return []problem{{place, "invalid_type"}}
		}
		var found []problem
		for index, inner := range values {
			found = append(found, item(place+"."+strconv.Itoa(index), inner)...)
		}
		return found
	}
}

func text(place string, value any) []problem {
	if _, ok := value.(string); !ok {
		return []problem{{place, "invalid_type"}}
	}
	return nil
}

func boolean(place string, value any) []problem {
	if _, ok := value.(bool); !ok {
		return []problem{{place, "invalid_type"}}
	}
	return nil
}

func number(place string, value any) []problem {
	if _, ok := value.(json.Number); !ok {
		return []problem{{place, "invalid_type"}}
	}
	return nil
}

var wholeNumber = regexp.MustCompile(`^-?\d+(\.0+)?$`)

func integer(place string, value any) []problem {
	digits, ok := value.(json.Number)
	if !ok {
		return []problem{{place, "invalid_type"}}
	}
	if wholeNumber.MatchString(string(digits)) {
		return nil
	}
	float, err := strconv.ParseFloat(string(digits), 64)
	if err == nil && float != float64(int64(float)) {
		return []problem{{place, "invalid_type"}}
	}
	return nil
}

func positive(place string, value any) []problem {
	if found := integer(place, value); found != nil {
		return found
	}
	if float, _ := strconv.ParseFloat(string(value.(json.Number)), 64); float < 1 {
		return []problem{{place, "invalid"}}
	}
	return nil
}

func optionalText(place string, value any) []problem {
	if value == nil {
		return nil
	}
	return text(place, value)
}

func oneOf(allowed ...string) rule {
	return func(place string, value any) []problem {
		given, ok := value.(string)
		if !ok {
			return []problem{{place, "invalid_type"}}
		}
		for _, name := range allowed {
			if name == given {
				return nil
			}
		}
		return []problem{{place, "invalid"}}
	}
}

var timestampShape = regexp.MustCompile(
	`^(\d{4}-\d\d-\d\d)[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)$`)

func timestamp(place string, value any) []problem {
	given, ok := value.(string)
	if !ok {
		return []problem{{place, "invalid_type"}}
	}
	parts := timestampShape.FindStringSubmatch(given)
	if parts == nil || !isDay(parts[1]) {
		return []problem{{place, "invalid"}}
	}
	return nil
}

func day(place string, value any) []problem {
	given, ok := value.(string)
	if !ok {
		return []problem{{place, "invalid_type"}}
	}
	if !isDay(given) {
		return []problem{{place, "invalid"}}
	}
	return nil
}

func isDay(value string) bool {
	_, err := time.Parse("2006-01-02", value)
	return err == nil
}

var address = object{fields: map[string]rule{
	"id": integer, "name": text, "company": text, "telephone_number": text, "street": text, "street2": text,
	"city": text, "state": text, "zip_code": text, "country": text, "created_at": timestamp, "updated_at": timestamp,
}}

var shipmentItem = object{open: true, fields: map[string]rule{
	"id": positive, "client_identifier": text, "quantity": positive, "created_at": timestamp, "updated_at": timestamp,
}}

var shipment = object{
	fields: map[string]rule{
		"id": integer, "client_identifier": text, "channel": text, "carrier": text, "shipping_method": text,
		"tracking_number": text, "billed_weight": number, "shipping_cost_cents": integer,
		"packing_slip_identifier": optionalText, "shipment_items": list(shipmentItem.check),
		"created_at": timestamp, "updated_at": timestamp,
	},
	required: []string{"client_identifier", "channel", "carrier", "shipping_method", "tracking_number",
		"billed_weight", "shipping_cost_cents", "shipment_items"},
}

var orderItem = object{
	fields: map[string]rule{
		"id": integer, "client_identifier": text, "sku": text, "brand": text, "condition": text, "quantity": integer,
		"price_cents": integer, "tax_cents": integer, "shipping_cost_cents": integer, "shipping_tax_cents": integer,
		"status": text, "comments": text,
	},
	required: []string{"client_identifier", "sku", "brand", "condition", "quantity", "price_cents", "tax_cents",
		"shipping_cost_cents", "shipping_tax_cents", "status"},
}

var order = object{
	fields: map[string]rule{
		"id": integer, "client_identifier": text, "billing_address": address.check, "shipping_address": address.check,
		"brand": text, "shipping_method": oneOf("STANDARD", "EXPRESS", "OVERNIGHT", "FREIGHT", "PICK-UP"),
		"status": text, "price_cents": integer, "tax_cents": integer, "processing_fee_cents": integer,
		"shipping_cost_cents": integer, "shipping_tax_cents": integer, "comments": text,
		"expected_delivery_date": day, "signature_required": boolean, "packing_slip_identifier": text,
		"reject_reason": text, "order_items": list(orderItem.check), "created_at": timestamp, "updated_at": timestamp,
	},
	required: []string{"client_identifier", "billing_address", "shipping_address", "brand", "shipping_method",
		"status", "price_cents", "tax_cents", "shipping_cost_cents", "shipping_tax_cents", "order_items"},
}

var partialItem = object{
	fields: map[string]rule{
		"id": integer, "client_identifier": text, "status": text, "quantity": integer, "cancelled_quantity": integer,
	},
	required: []string{"client_identifier", "status", "quantity", "cancelled_quantity"},
}

var partialOrder = object{open: true, fields: map[string]rule{
	"id": integer, "client_identifier": text, "status": text, "order_items": list(partialItem.check),
}}

func message(name string, inner object) object {
	return object{open: true, fields: map[string]rule{name: inner.check}}
}

func reply(response http.ResponseWriter, status int, body any) {
	response.Header().Set("Content-Type", "application/json")
	response.WriteHeader(status)
	_ = json.NewEncoder(response).Encode(body)
}

func say(response http.ResponseWriter, status int, message string) {
	reply(response, status, map[string]string{"message": message})
}

func receive(schema object) http.HandlerFunc {
	return func(response http.ResponseWriter, request *http.Request) {
		if request.Method != http.MethodPost {
			response.Header().Set("Allow", "POST")
			say(response, http.StatusMethodNotAllowed, "Use POST")
			return
		}
		if subtle.ConstantTimeCompare([]byte(request.Header.Get("X-Api-Key")), []byte(key)) != 1 {
			say(response, http.StatusUnauthorized, "Not authorized")
			return
		}
		media, _, _ := strings.Cut(request.Header.Get("Content-Type"), ";")
		if !strings.EqualFold(strings.TrimSpace(media), "application/json") {
			say(response, http.StatusUnsupportedMediaType, "Send JSON")
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, 4<<20))
		if err != nil {
			say(response, http.StatusRequestEntityTooLarge, "Too large")
			return
		}
		value, err := decode(body)
		if err != nil {
			say(response, http.StatusBadRequest, "The body is not valid JSON")
			return
		}
		found := schema.check("", value)
		if len(found) == 0 {
			say(response, http.StatusOK, "Success")
			return
		}
		for index := range found {
			found[index].Field = strings.TrimPrefix(found[index].Field, ".")
		}
		reply(response, http.StatusUnprocessableEntity,
			map[string]any{"message": "Validation failure", "errors": found})
	}
}

func decode(body []byte) (any, error) {
	if !utf8.Valid(body) {
		return nil, fmt.Errorf("not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF && mistake != "text after the JSON" {
		return nil, fmt.Errorf("more than one value")
	}
	return value, nil
}

func main() {
	http.HandleFunc("/drop_shipment_confirmation", receive(message("shipment", shipment)))
	http.HandleFunc("/drop_shipment_cancellation", receive(message("order", order)))
	http.HandleFunc("/drop_shipment_partial_cancellation", receive(message("order", partialOrder)))
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_ = http.Serve(listener, nil)
}
