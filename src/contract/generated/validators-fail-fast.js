// Generated from openapi/drop-ship.yaml by `npm run generate`. Do not edit.
import { formats } from '../formats.ts'
"use strict";
export const drop_shipment_confirmation__published = validate20;
const schema31 = {"type":"object","properties":{"shipment":{"type":"object","properties":{"id":{"type":"integer"},"client_identifier":{"type":"string"},"channel":{"type":"string"},"carrier":{"type":"string"},"shipping_method":{"type":"string"},"tracking_number":{"type":"string"},"billed_weight":{"type":"number"},"shipping_cost_cents":{"type":"integer"},"packing_slip_identifier":{"type":["string","null"]},"shipment_items":{"type":"array","items":{"type":"object","properties":{"id":{"type":"integer","minimum":1},"client_identifier":{"type":"string"},"quantity":{"type":"integer","minimum":1},"created_at":{"type":"string","format":"date-time"},"updated_at":{"type":"string","format":"date-time"}}}},"created_at":{"type":"string","format":"date-time"},"updated_at":{"type":"string","format":"date-time"}},"required":["client_identifier","channel","carrier","shipping_method","tracking_number","billed_weight","shipping_cost_cents","shipment_items"],"additionalProperties":false}}};
const func4 = Object.prototype.hasOwnProperty;
const formats0 = formats["date-time"];

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.shipment !== undefined){
let data0 = data.shipment;
const _errs1 = errors;
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing0;
if(((((((((data0.client_identifier === undefined) && (missing0 = "client_identifier")) || ((data0.channel === undefined) && (missing0 = "channel"))) || ((data0.carrier === undefined) && (missing0 = "carrier"))) || ((data0.shipping_method === undefined) && (missing0 = "shipping_method"))) || ((data0.tracking_number === undefined) && (missing0 = "tracking_number"))) || ((data0.billed_weight === undefined) && (missing0 = "billed_weight"))) || ((data0.shipping_cost_cents === undefined) && (missing0 = "shipping_cost_cents"))) || ((data0.shipment_items === undefined) && (missing0 = "shipment_items"))){
validate20.errors = [{instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs3 = errors;
for(const key0 in data0){
if(!(func4.call(schema31.properties.shipment.properties, key0))){
validate20.errors = [{instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs3 === errors){
if(data0.id !== undefined){
let data1 = data0.id;
const _errs4 = errors;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
validate20.errors = [{instancePath:instancePath+"/shipment/id",schemaPath:"#/properties/shipment/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs4 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.client_identifier !== undefined){
const _errs6 = errors;
if(typeof data0.client_identifier !== "string"){
validate20.errors = [{instancePath:instancePath+"/shipment/client_identifier",schemaPath:"#/properties/shipment/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs6 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.channel !== undefined){
const _errs8 = errors;
if(typeof data0.channel !== "string"){
validate20.errors = [{instancePath:instancePath+"/shipment/channel",schemaPath:"#/properties/shipment/properties/channel/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs8 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.carrier !== undefined){
const _errs10 = errors;
if(typeof data0.carrier !== "string"){
validate20.errors = [{instancePath:instancePath+"/shipment/carrier",schemaPath:"#/properties/shipment/properties/carrier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs10 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_method !== undefined){
const _errs12 = errors;
if(typeof data0.shipping_method !== "string"){
validate20.errors = [{instancePath:instancePath+"/shipment/shipping_method",schemaPath:"#/properties/shipment/properties/shipping_method/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs12 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.tracking_number !== undefined){
const _errs14 = errors;
if(typeof data0.tracking_number !== "string"){
validate20.errors = [{instancePath:instancePath+"/shipment/tracking_number",schemaPath:"#/properties/shipment/properties/tracking_number/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs14 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.billed_weight !== undefined){
const _errs16 = errors;
if(!(typeof data0.billed_weight == "number")){
validate20.errors = [{instancePath:instancePath+"/shipment/billed_weight",schemaPath:"#/properties/shipment/properties/billed_weight/type",keyword:"type",params:{type: "number"}}];
return false;
}
var valid1 = _errs16 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_cost_cents !== undefined){
let data8 = data0.shipping_cost_cents;
const _errs18 = errors;
if(!((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8)))){
validate20.errors = [{instancePath:instancePath+"/shipment/shipping_cost_cents",schemaPath:"#/properties/shipment/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs18 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.packing_slip_identifier !== undefined){
let data9 = data0.packing_slip_identifier;
const _errs20 = errors;
if((typeof data9 !== "string") && (data9 !== null)){
validate20.errors = [{instancePath:instancePath+"/shipment/packing_slip_identifier",schemaPath:"#/properties/shipment/properties/packing_slip_identifier/type",keyword:"type",params:{type: schema31.properties.shipment.properties.packing_slip_identifier.type}}];
return false;
}
var valid1 = _errs20 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipment_items !== undefined){
let data10 = data0.shipment_items;
const _errs22 = errors;
if(errors === _errs22){
if(Array.isArray(data10)){
var valid2 = true;
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
const _errs24 = errors;
if(errors === _errs24){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.id !== undefined){
let data12 = data11.id;
const _errs26 = errors;
if(!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))){
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/id",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
if(errors === _errs26){
if(typeof data12 == "number"){
if(data12 < 1 || isNaN(data12)){
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/id",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}];
return false;
}
}
}
var valid3 = _errs26 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data11.client_identifier !== undefined){
const _errs28 = errors;
if(typeof data11.client_identifier !== "string"){
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/client_identifier",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs28 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data11.quantity !== undefined){
let data14 = data11.quantity;
const _errs30 = errors;
if(!((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14)))){
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/quantity",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}}];
return false;
}
if(errors === _errs30){
if(typeof data14 == "number"){
if(data14 < 1 || isNaN(data14)){
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/quantity",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/quantity/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}];
return false;
}
}
}
var valid3 = _errs30 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data11.created_at !== undefined){
let data15 = data11.created_at;
const _errs32 = errors;
if(errors === _errs32){
if(errors === _errs32){
if(typeof data15 === "string"){
if(!(formats0(data15))){
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/created_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/created_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/created_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/created_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid3 = _errs32 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data11.updated_at !== undefined){
let data16 = data11.updated_at;
const _errs34 = errors;
if(errors === _errs34){
if(errors === _errs34){
if(typeof data16 === "string"){
if(!(formats0(data16))){
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/updated_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/updated_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/updated_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/updated_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid3 = _errs34 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0,schemaPath:"#/properties/shipment/properties/shipment_items/items/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid2 = _errs24 === errors;
if(!valid2){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/shipment/shipment_items",schemaPath:"#/properties/shipment/properties/shipment_items/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
var valid1 = _errs22 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.created_at !== undefined){
let data17 = data0.created_at;
const _errs36 = errors;
if(errors === _errs36){
if(errors === _errs36){
if(typeof data17 === "string"){
if(!(formats0(data17))){
validate20.errors = [{instancePath:instancePath+"/shipment/created_at",schemaPath:"#/properties/shipment/properties/created_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/shipment/created_at",schemaPath:"#/properties/shipment/properties/created_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid1 = _errs36 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.updated_at !== undefined){
let data18 = data0.updated_at;
const _errs38 = errors;
if(errors === _errs38){
if(errors === _errs38){
if(typeof data18 === "string"){
if(!(formats0(data18))){
validate20.errors = [{instancePath:instancePath+"/shipment/updated_at",schemaPath:"#/properties/shipment/properties/updated_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/shipment/updated_at",schemaPath:"#/properties/shipment/properties/updated_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid1 = _errs38 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"shipment":true},"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_confirmation__intended = validate21;
const schema32 = {"type":"object","properties":{"shipment":{"type":"object","properties":{"id":{"type":"integer"},"client_identifier":{"type":"string"},"channel":{"type":"string"},"carrier":{"type":"string"},"shipping_method":{"type":"string"},"tracking_number":{"type":"string"},"billed_weight":{"type":"number"},"shipping_cost_cents":{"type":"integer"},"packing_slip_identifier":{"type":"string"},"shipment_items":{"type":"array","items":{"type":"object","properties":{"id":{"type":"integer","minimum":1},"client_identifier":{"type":"string"},"quantity":{"type":"integer","minimum":1},"created_at":{"type":"string","format":"date-time","pattern":"Z$"},"updated_at":{"type":"string","format":"date-time","pattern":"Z$"}},"required":["client_identifier","quantity"],"additionalProperties":false},"minItems":1},"created_at":{"type":"string","format":"date-time","pattern":"Z$"},"updated_at":{"type":"string","format":"date-time","pattern":"Z$"}},"required":["client_identifier","channel","carrier","shipping_method","tracking_number","billed_weight","shipping_cost_cents","shipment_items"],"additionalProperties":false}},"required":["shipment"],"additionalProperties":false};
const pattern4 = new RegExp("Z$", "u");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.shipment === undefined) && (missing0 = "shipment")){
validate21.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "shipment")){
validate21.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.shipment !== undefined){
let data0 = data.shipment;
const _errs2 = errors;
if(errors === _errs2){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing1;
if(((((((((data0.client_identifier === undefined) && (missing1 = "client_identifier")) || ((data0.channel === undefined) && (missing1 = "channel"))) || ((data0.carrier === undefined) && (missing1 = "carrier"))) || ((data0.shipping_method === undefined) && (missing1 = "shipping_method"))) || ((data0.tracking_number === undefined) && (missing1 = "tracking_number"))) || ((data0.billed_weight === undefined) && (missing1 = "billed_weight"))) || ((data0.shipping_cost_cents === undefined) && (missing1 = "shipping_cost_cents"))) || ((data0.shipment_items === undefined) && (missing1 = "shipment_items"))){
validate21.errors = [{instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
const _errs4 = errors;
for(const key1 in data0){
if(!(func4.call(schema32.properties.shipment.properties, key1))){
validate21.errors = [{instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}}];
return false;
break;
}
}
if(_errs4 === errors){
if(data0.id !== undefined){
let data1 = data0.id;
const _errs5 = errors;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
validate21.errors = [{instancePath:instancePath+"/shipment/id",schemaPath:"#/properties/shipment/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.client_identifier !== undefined){
const _errs7 = errors;
if(typeof data0.client_identifier !== "string"){
validate21.errors = [{instancePath:instancePath+"/shipment/client_identifier",schemaPath:"#/properties/shipment/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.channel !== undefined){
const _errs9 = errors;
if(typeof data0.channel !== "string"){
validate21.errors = [{instancePath:instancePath+"/shipment/channel",schemaPath:"#/properties/shipment/properties/channel/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.carrier !== undefined){
const _errs11 = errors;
if(typeof data0.carrier !== "string"){
validate21.errors = [{instancePath:instancePath+"/shipment/carrier",schemaPath:"#/properties/shipment/properties/carrier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs11 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_method !== undefined){
const _errs13 = errors;
if(typeof data0.shipping_method !== "string"){
validate21.errors = [{instancePath:instancePath+"/shipment/shipping_method",schemaPath:"#/properties/shipment/properties/shipping_method/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs13 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.tracking_number !== undefined){
const _errs15 = errors;
if(typeof data0.tracking_number !== "string"){
validate21.errors = [{instancePath:instancePath+"/shipment/tracking_number",schemaPath:"#/properties/shipment/properties/tracking_number/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs15 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.billed_weight !== undefined){
const _errs17 = errors;
if(!(typeof data0.billed_weight == "number")){
validate21.errors = [{instancePath:instancePath+"/shipment/billed_weight",schemaPath:"#/properties/shipment/properties/billed_weight/type",keyword:"type",params:{type: "number"}}];
return false;
}
var valid1 = _errs17 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_cost_cents !== undefined){
let data8 = data0.shipping_cost_cents;
const _errs19 = errors;
if(!((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8)))){
validate21.errors = [{instancePath:instancePath+"/shipment/shipping_cost_cents",schemaPath:"#/properties/shipment/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs19 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.packing_slip_identifier !== undefined){
const _errs21 = errors;
if(typeof data0.packing_slip_identifier !== "string"){
validate21.errors = [{instancePath:instancePath+"/shipment/packing_slip_identifier",schemaPath:"#/properties/shipment/properties/packing_slip_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs21 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipment_items !== undefined){
let data10 = data0.shipment_items;
const _errs23 = errors;
if(errors === _errs23){
if(Array.isArray(data10)){
if(data10.length < 1){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items",schemaPath:"#/properties/shipment/properties/shipment_items/minItems",keyword:"minItems",params:{limit: 1}}];
return false;
}
else {
var valid2 = true;
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
const _errs25 = errors;
if(errors === _errs25){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
let missing2;
if(((data11.client_identifier === undefined) && (missing2 = "client_identifier")) || ((data11.quantity === undefined) && (missing2 = "quantity"))){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0,schemaPath:"#/properties/shipment/properties/shipment_items/items/required",keyword:"required",params:{missingProperty: missing2}}];
return false;
}
else {
const _errs27 = errors;
for(const key2 in data11){
if(!(((((key2 === "id") || (key2 === "client_identifier")) || (key2 === "quantity")) || (key2 === "created_at")) || (key2 === "updated_at"))){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0,schemaPath:"#/properties/shipment/properties/shipment_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}}];
return false;
break;
}
}
if(_errs27 === errors){
if(data11.id !== undefined){
let data12 = data11.id;
const _errs28 = errors;
if(!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/id",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
if(errors === _errs28){
if(typeof data12 == "number"){
if(data12 < 1 || isNaN(data12)){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/id",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}];
return false;
}
}
}
var valid3 = _errs28 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data11.client_identifier !== undefined){
const _errs30 = errors;
if(typeof data11.client_identifier !== "string"){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/client_identifier",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs30 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data11.quantity !== undefined){
let data14 = data11.quantity;
const _errs32 = errors;
if(!((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14)))){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/quantity",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}}];
return false;
}
if(errors === _errs32){
if(typeof data14 == "number"){
if(data14 < 1 || isNaN(data14)){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/quantity",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/quantity/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}}];
return false;
}
}
}
var valid3 = _errs32 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data11.created_at !== undefined){
let data15 = data11.created_at;
const _errs34 = errors;
if(errors === _errs34){
if(errors === _errs34){
if(typeof data15 === "string"){
if(!pattern4.test(data15)){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/created_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/created_at/pattern",keyword:"pattern",params:{pattern: "Z$"}}];
return false;
}
else {
if(!(formats0(data15))){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/created_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/created_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/created_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/created_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid3 = _errs34 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data11.updated_at !== undefined){
let data16 = data11.updated_at;
const _errs36 = errors;
if(errors === _errs36){
if(errors === _errs36){
if(typeof data16 === "string"){
if(!pattern4.test(data16)){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/updated_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/updated_at/pattern",keyword:"pattern",params:{pattern: "Z$"}}];
return false;
}
else {
if(!(formats0(data16))){
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/updated_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/updated_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0+"/updated_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/updated_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid3 = _errs36 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items/" + i0,schemaPath:"#/properties/shipment/properties/shipment_items/items/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid2 = _errs25 === errors;
if(!valid2){
break;
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/shipment/shipment_items",schemaPath:"#/properties/shipment/properties/shipment_items/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
var valid1 = _errs23 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.created_at !== undefined){
let data17 = data0.created_at;
const _errs38 = errors;
if(errors === _errs38){
if(errors === _errs38){
if(typeof data17 === "string"){
if(!pattern4.test(data17)){
validate21.errors = [{instancePath:instancePath+"/shipment/created_at",schemaPath:"#/properties/shipment/properties/created_at/pattern",keyword:"pattern",params:{pattern: "Z$"}}];
return false;
}
else {
if(!(formats0(data17))){
validate21.errors = [{instancePath:instancePath+"/shipment/created_at",schemaPath:"#/properties/shipment/properties/created_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/shipment/created_at",schemaPath:"#/properties/shipment/properties/created_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid1 = _errs38 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.updated_at !== undefined){
let data18 = data0.updated_at;
const _errs40 = errors;
if(errors === _errs40){
if(errors === _errs40){
if(typeof data18 === "string"){
if(!pattern4.test(data18)){
validate21.errors = [{instancePath:instancePath+"/shipment/updated_at",schemaPath:"#/properties/shipment/properties/updated_at/pattern",keyword:"pattern",params:{pattern: "Z$"}}];
return false;
}
else {
if(!(formats0(data18))){
validate21.errors = [{instancePath:instancePath+"/shipment/updated_at",schemaPath:"#/properties/shipment/properties/updated_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/shipment/updated_at",schemaPath:"#/properties/shipment/properties/updated_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid1 = _errs40 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
}
}
}
}
else {
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_confirmation__200__application_json = validate22;
const schema33 = {"type":"object","properties":{"message":{"type":"string"}}};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.message !== undefined){
if(typeof data.message !== "string"){
validate22.errors = [{instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
else {
validate22.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":{"message":true},"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_confirmation__422__application_json = validate23;
const schema34 = {"type":"object","properties":{"message":{"type":"string"},"errors":{"type":"array","items":{"type":"object","properties":{"field":{"type":"string"},"code":{"type":"string","enum":["missing_field","invalid_type","invalid"]}},"required":["field","code"]}}},"required":["message","errors"]};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.message === undefined) && (missing0 = "message")) || ((data.errors === undefined) && (missing0 = "errors"))){
validate23.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
if(data.message !== undefined){
const _errs1 = errors;
if(typeof data.message !== "string"){
validate23.errors = [{instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.errors !== undefined){
let data1 = data.errors;
const _errs3 = errors;
if(errors === _errs3){
if(Array.isArray(data1)){
var valid1 = true;
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
const _errs5 = errors;
if(errors === _errs5){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if(((data2.field === undefined) && (missing1 = "field")) || ((data2.code === undefined) && (missing1 = "code"))){
validate23.errors = [{instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
if(data2.field !== undefined){
const _errs7 = errors;
if(typeof data2.field !== "string"){
validate23.errors = [{instancePath:instancePath+"/errors/" + i0+"/field",schemaPath:"#/properties/errors/items/properties/field/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs7 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.code !== undefined){
let data4 = data2.code;
const _errs9 = errors;
if(typeof data4 !== "string"){
validate23.errors = [{instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/type",keyword:"type",params:{type: "string"}}];
return false;
}
if(!(false || data4 === "missing_field" || data4 === "invalid_type" || data4 === "invalid")){
validate23.errors = [{instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/enum",keyword:"enum",params:{allowedValues: schema34.properties.errors.items.properties.code.enum}}];
return false;
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
}
}
}
else {
validate23.errors = [{instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid1 = _errs5 === errors;
if(!valid1){
break;
}
}
}
else {
validate23.errors = [{instancePath:instancePath+"/errors",schemaPath:"#/properties/errors/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate23.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":{"message":true,"errors":true},"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_cancellation__published = validate24;
const schema35 = {"type":"object","properties":{"order":{"type":"object","properties":{"id":{"type":"integer"},"client_identifier":{"type":"string"},"billing_address":{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},"company":{"type":"string"},"telephone_number":{"type":"string"},"street":{"type":"string"},"street2":{"type":"string"},"city":{"type":"string"},"state":{"type":"string"},"zip_code":{"type":"string"},"country":{"type":"string"},"created_at":{"type":"string","format":"date-time"},"updated_at":{"type":"string","format":"date-time"}},"additionalProperties":false},"shipping_address":{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},"company":{"type":"string"},"telephone_number":{"type":"string"},"street":{"type":"string"},"street2":{"type":"string"},"city":{"type":"string"},"state":{"type":"string"},"zip_code":{"type":"string"},"country":{"type":"string"},"created_at":{"type":"string","format":"date-time"},"updated_at":{"type":"string","format":"date-time"}},"additionalProperties":false},"brand":{"type":"string"},"shipping_method":{"type":"string","enum":["STANDARD","EXPRESS","OVERNIGHT","FREIGHT","PICK-UP"]},"status":{"type":"string"},"price_cents":{"type":"integer"},"tax_cents":{"type":"integer"},"processing_fee_cents":{"type":"integer"},"shipping_cost_cents":{"type":"integer"},"shipping_tax_cents":{"type":"integer"},"comments":{"type":"string"},"expected_delivery_date":{"type":"string","format":"date"},"signature_required":{"type":"boolean"},"packing_slip_identifier":{"type":"string"},"reject_reason":{"type":"string"},"order_items":{"type":"array","items":{"type":"object","properties":{"id":{"type":"integer"},"client_identifier":{"type":"string"},"sku":{"type":"string"},"brand":{"type":"string"},"condition":{"type":"string"},"quantity":{"type":"integer"},"price_cents":{"type":"integer"},"tax_cents":{"type":"integer"},"shipping_cost_cents":{"type":"integer"},"shipping_tax_cents":{"type":"integer"},"status":{"type":"string"},"comments":{"type":"string"}},"required":["client_identifier","sku","brand","condition","quantity","price_cents","tax_cents","shipping_cost_cents","shipping_tax_cents","status"],"additionalProperties":false}},"created_at":{"type":"string","format":"date-time"},"updated_at":{"type":"string","format":"date-time"}},"required":["client_identifier","billing_address","shipping_address","brand","shipping_method","status","price_cents","tax_cents","shipping_cost_cents","shipping_tax_cents","order_items"],"additionalProperties":false}}};
const formats24 = formats.date;

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.order !== undefined){
let data0 = data.order;
const _errs1 = errors;
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing0;
if((((((((((((data0.client_identifier === undefined) && (missing0 = "client_identifier")) || ((data0.billing_address === undefined) && (missing0 = "billing_address"))) || ((data0.shipping_address === undefined) && (missing0 = "shipping_address"))) || ((data0.brand === undefined) && (missing0 = "brand"))) || ((data0.shipping_method === undefined) && (missing0 = "shipping_method"))) || ((data0.status === undefined) && (missing0 = "status"))) || ((data0.price_cents === undefined) && (missing0 = "price_cents"))) || ((data0.tax_cents === undefined) && (missing0 = "tax_cents"))) || ((data0.shipping_cost_cents === undefined) && (missing0 = "shipping_cost_cents"))) || ((data0.shipping_tax_cents === undefined) && (missing0 = "shipping_tax_cents"))) || ((data0.order_items === undefined) && (missing0 = "order_items"))){
validate24.errors = [{instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs3 = errors;
for(const key0 in data0){
if(!(func4.call(schema35.properties.order.properties, key0))){
validate24.errors = [{instancePath:instancePath+"/order",schemaPath:"#/properties/order/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs3 === errors){
if(data0.id !== undefined){
let data1 = data0.id;
const _errs4 = errors;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
validate24.errors = [{instancePath:instancePath+"/order/id",schemaPath:"#/properties/order/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs4 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.client_identifier !== undefined){
const _errs6 = errors;
if(typeof data0.client_identifier !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/client_identifier",schemaPath:"#/properties/order/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs6 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.billing_address !== undefined){
let data3 = data0.billing_address;
const _errs8 = errors;
if(errors === _errs8){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
const _errs10 = errors;
for(const key1 in data3){
if(!(func4.call(schema35.properties.order.properties.billing_address.properties, key1))){
validate24.errors = [{instancePath:instancePath+"/order/billing_address",schemaPath:"#/properties/order/properties/billing_address/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}}];
return false;
break;
}
}
if(_errs10 === errors){
if(data3.id !== undefined){
let data4 = data3.id;
const _errs11 = errors;
if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/id",schemaPath:"#/properties/order/properties/billing_address/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid2 = _errs11 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.name !== undefined){
const _errs13 = errors;
if(typeof data3.name !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/name",schemaPath:"#/properties/order/properties/billing_address/properties/name/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs13 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.company !== undefined){
const _errs15 = errors;
if(typeof data3.company !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/company",schemaPath:"#/properties/order/properties/billing_address/properties/company/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs15 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.telephone_number !== undefined){
const _errs17 = errors;
if(typeof data3.telephone_number !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/telephone_number",schemaPath:"#/properties/order/properties/billing_address/properties/telephone_number/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs17 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.street !== undefined){
const _errs19 = errors;
if(typeof data3.street !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/street",schemaPath:"#/properties/order/properties/billing_address/properties/street/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs19 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.street2 !== undefined){
const _errs21 = errors;
if(typeof data3.street2 !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/street2",schemaPath:"#/properties/order/properties/billing_address/properties/street2/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs21 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.city !== undefined){
const _errs23 = errors;
if(typeof data3.city !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/city",schemaPath:"#/properties/order/properties/billing_address/properties/city/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs23 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.state !== undefined){
const _errs25 = errors;
if(typeof data3.state !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/state",schemaPath:"#/properties/order/properties/billing_address/properties/state/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs25 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.zip_code !== undefined){
const _errs27 = errors;
if(typeof data3.zip_code !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/zip_code",schemaPath:"#/properties/order/properties/billing_address/properties/zip_code/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs27 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.country !== undefined){
const _errs29 = errors;
if(typeof data3.country !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/country",schemaPath:"#/properties/order/properties/billing_address/properties/country/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs29 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.created_at !== undefined){
let data14 = data3.created_at;
const _errs31 = errors;
if(errors === _errs31){
if(errors === _errs31){
if(typeof data14 === "string"){
if(!(formats0(data14))){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/created_at",schemaPath:"#/properties/order/properties/billing_address/properties/created_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/billing_address/created_at",schemaPath:"#/properties/order/properties/billing_address/properties/created_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid2 = _errs31 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.updated_at !== undefined){
let data15 = data3.updated_at;
const _errs33 = errors;
if(errors === _errs33){
if(errors === _errs33){
if(typeof data15 === "string"){
if(!(formats0(data15))){
validate24.errors = [{instancePath:instancePath+"/order/billing_address/updated_at",schemaPath:"#/properties/order/properties/billing_address/properties/updated_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/billing_address/updated_at",schemaPath:"#/properties/order/properties/billing_address/properties/updated_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid2 = _errs33 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/billing_address",schemaPath:"#/properties/order/properties/billing_address/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid1 = _errs8 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_address !== undefined){
let data16 = data0.shipping_address;
const _errs35 = errors;
if(errors === _errs35){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
const _errs37 = errors;
for(const key2 in data16){
if(!(func4.call(schema35.properties.order.properties.shipping_address.properties, key2))){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address",schemaPath:"#/properties/order/properties/shipping_address/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}}];
return false;
break;
}
}
if(_errs37 === errors){
if(data16.id !== undefined){
let data17 = data16.id;
const _errs38 = errors;
if(!((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17)))){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/id",schemaPath:"#/properties/order/properties/shipping_address/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid3 = _errs38 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.name !== undefined){
const _errs40 = errors;
if(typeof data16.name !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/name",schemaPath:"#/properties/order/properties/shipping_address/properties/name/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs40 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.company !== undefined){
const _errs42 = errors;
if(typeof data16.company !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/company",schemaPath:"#/properties/order/properties/shipping_address/properties/company/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs42 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.telephone_number !== undefined){
const _errs44 = errors;
if(typeof data16.telephone_number !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/telephone_number",schemaPath:"#/properties/order/properties/shipping_address/properties/telephone_number/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs44 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.street !== undefined){
const _errs46 = errors;
if(typeof data16.street !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/street",schemaPath:"#/properties/order/properties/shipping_address/properties/street/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs46 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.street2 !== undefined){
const _errs48 = errors;
if(typeof data16.street2 !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/street2",schemaPath:"#/properties/order/properties/shipping_address/properties/street2/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs48 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.city !== undefined){
const _errs50 = errors;
if(typeof data16.city !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/city",schemaPath:"#/properties/order/properties/shipping_address/properties/city/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs50 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.state !== undefined){
const _errs52 = errors;
if(typeof data16.state !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/state",schemaPath:"#/properties/order/properties/shipping_address/properties/state/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs52 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.zip_code !== undefined){
const _errs54 = errors;
if(typeof data16.zip_code !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/zip_code",schemaPath:"#/properties/order/properties/shipping_address/properties/zip_code/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs54 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.country !== undefined){
const _errs56 = errors;
if(typeof data16.country !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/country",schemaPath:"#/properties/order/properties/shipping_address/properties/country/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs56 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.created_at !== undefined){
let data27 = data16.created_at;
const _errs58 = errors;
if(errors === _errs58){
if(errors === _errs58){
if(typeof data27 === "string"){
if(!(formats0(data27))){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/created_at",schemaPath:"#/properties/order/properties/shipping_address/properties/created_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/created_at",schemaPath:"#/properties/order/properties/shipping_address/properties/created_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid3 = _errs58 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.updated_at !== undefined){
let data28 = data16.updated_at;
const _errs60 = errors;
if(errors === _errs60){
if(errors === _errs60){
if(typeof data28 === "string"){
if(!(formats0(data28))){
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/updated_at",schemaPath:"#/properties/order/properties/shipping_address/properties/updated_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/shipping_address/updated_at",schemaPath:"#/properties/order/properties/shipping_address/properties/updated_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid3 = _errs60 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/shipping_address",schemaPath:"#/properties/order/properties/shipping_address/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid1 = _errs35 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.brand !== undefined){
const _errs62 = errors;
if(typeof data0.brand !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/brand",schemaPath:"#/properties/order/properties/brand/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs62 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_method !== undefined){
let data30 = data0.shipping_method;
const _errs64 = errors;
if(typeof data30 !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/shipping_method",schemaPath:"#/properties/order/properties/shipping_method/type",keyword:"type",params:{type: "string"}}];
return false;
}
if(!(false || data30 === "STANDARD" || data30 === "EXPRESS" || data30 === "OVERNIGHT" || data30 === "FREIGHT" || data30 === "PICK-UP")){
validate24.errors = [{instancePath:instancePath+"/order/shipping_method",schemaPath:"#/properties/order/properties/shipping_method/enum",keyword:"enum",params:{allowedValues: schema35.properties.order.properties.shipping_method.enum}}];
return false;
}
var valid1 = _errs64 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.status !== undefined){
const _errs66 = errors;
if(typeof data0.status !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/status",schemaPath:"#/properties/order/properties/status/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs66 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.price_cents !== undefined){
let data32 = data0.price_cents;
const _errs68 = errors;
if(!((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32)))){
validate24.errors = [{instancePath:instancePath+"/order/price_cents",schemaPath:"#/properties/order/properties/price_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs68 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.tax_cents !== undefined){
let data33 = data0.tax_cents;
const _errs70 = errors;
if(!((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33)))){
validate24.errors = [{instancePath:instancePath+"/order/tax_cents",schemaPath:"#/properties/order/properties/tax_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs70 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.processing_fee_cents !== undefined){
let data34 = data0.processing_fee_cents;
const _errs72 = errors;
if(!((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34)))){
validate24.errors = [{instancePath:instancePath+"/order/processing_fee_cents",schemaPath:"#/properties/order/properties/processing_fee_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs72 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_cost_cents !== undefined){
let data35 = data0.shipping_cost_cents;
const _errs74 = errors;
if(!((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35)))){
validate24.errors = [{instancePath:instancePath+"/order/shipping_cost_cents",schemaPath:"#/properties/order/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs74 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_tax_cents !== undefined){
let data36 = data0.shipping_tax_cents;
const _errs76 = errors;
if(!((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36)))){
validate24.errors = [{instancePath:instancePath+"/order/shipping_tax_cents",schemaPath:"#/properties/order/properties/shipping_tax_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs76 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.comments !== undefined){
const _errs78 = errors;
if(typeof data0.comments !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/comments",schemaPath:"#/properties/order/properties/comments/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs78 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.expected_delivery_date !== undefined){
let data38 = data0.expected_delivery_date;
const _errs80 = errors;
if(errors === _errs80){
if(errors === _errs80){
if(typeof data38 === "string"){
if(!(formats24(data38))){
validate24.errors = [{instancePath:instancePath+"/order/expected_delivery_date",schemaPath:"#/properties/order/properties/expected_delivery_date/format",keyword:"format",params:{format: "date"}}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/expected_delivery_date",schemaPath:"#/properties/order/properties/expected_delivery_date/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid1 = _errs80 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.signature_required !== undefined){
const _errs82 = errors;
if(typeof data0.signature_required !== "boolean"){
validate24.errors = [{instancePath:instancePath+"/order/signature_required",schemaPath:"#/properties/order/properties/signature_required/type",keyword:"type",params:{type: "boolean"}}];
return false;
}
var valid1 = _errs82 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.packing_slip_identifier !== undefined){
const _errs84 = errors;
if(typeof data0.packing_slip_identifier !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/packing_slip_identifier",schemaPath:"#/properties/order/properties/packing_slip_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs84 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.reject_reason !== undefined){
const _errs86 = errors;
if(typeof data0.reject_reason !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/reject_reason",schemaPath:"#/properties/order/properties/reject_reason/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs86 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.order_items !== undefined){
let data42 = data0.order_items;
const _errs88 = errors;
if(errors === _errs88){
if(Array.isArray(data42)){
var valid4 = true;
const len0 = data42.length;
for(let i0=0; i0<len0; i0++){
let data43 = data42[i0];
const _errs90 = errors;
if(errors === _errs90){
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
let missing1;
if(((((((((((data43.client_identifier === undefined) && (missing1 = "client_identifier")) || ((data43.sku === undefined) && (missing1 = "sku"))) || ((data43.brand === undefined) && (missing1 = "brand"))) || ((data43.condition === undefined) && (missing1 = "condition"))) || ((data43.quantity === undefined) && (missing1 = "quantity"))) || ((data43.price_cents === undefined) && (missing1 = "price_cents"))) || ((data43.tax_cents === undefined) && (missing1 = "tax_cents"))) || ((data43.shipping_cost_cents === undefined) && (missing1 = "shipping_cost_cents"))) || ((data43.shipping_tax_cents === undefined) && (missing1 = "shipping_tax_cents"))) || ((data43.status === undefined) && (missing1 = "status"))){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
const _errs92 = errors;
for(const key3 in data43){
if(!(func4.call(schema35.properties.order.properties.order_items.items.properties, key3))){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}}];
return false;
break;
}
}
if(_errs92 === errors){
if(data43.id !== undefined){
let data44 = data43.id;
const _errs93 = errors;
if(!((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44)))){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/id",schemaPath:"#/properties/order/properties/order_items/items/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs93 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.client_identifier !== undefined){
const _errs95 = errors;
if(typeof data43.client_identifier !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/client_identifier",schemaPath:"#/properties/order/properties/order_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs95 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.sku !== undefined){
const _errs97 = errors;
if(typeof data43.sku !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/sku",schemaPath:"#/properties/order/properties/order_items/items/properties/sku/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs97 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.brand !== undefined){
const _errs99 = errors;
if(typeof data43.brand !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/brand",schemaPath:"#/properties/order/properties/order_items/items/properties/brand/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs99 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.condition !== undefined){
const _errs101 = errors;
if(typeof data43.condition !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/condition",schemaPath:"#/properties/order/properties/order_items/items/properties/condition/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs101 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.quantity !== undefined){
let data49 = data43.quantity;
const _errs103 = errors;
if(!((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49)))){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs103 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.price_cents !== undefined){
let data50 = data43.price_cents;
const _errs105 = errors;
if(!((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50)))){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/price_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/price_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs105 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.tax_cents !== undefined){
let data51 = data43.tax_cents;
const _errs107 = errors;
if(!((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51)))){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/tax_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/tax_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs107 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.shipping_cost_cents !== undefined){
let data52 = data43.shipping_cost_cents;
const _errs109 = errors;
if(!((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52)))){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/shipping_cost_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs109 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.shipping_tax_cents !== undefined){
let data53 = data43.shipping_tax_cents;
const _errs111 = errors;
if(!((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53)))){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/shipping_tax_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/shipping_tax_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs111 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.status !== undefined){
const _errs113 = errors;
if(typeof data43.status !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/status",schemaPath:"#/properties/order/properties/order_items/items/properties/status/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs113 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.comments !== undefined){
const _errs115 = errors;
if(typeof data43.comments !== "string"){
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/comments",schemaPath:"#/properties/order/properties/order_items/items/properties/comments/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs115 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid4 = _errs90 === errors;
if(!valid4){
break;
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
var valid1 = _errs88 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.created_at !== undefined){
let data56 = data0.created_at;
const _errs117 = errors;
if(errors === _errs117){
if(errors === _errs117){
if(typeof data56 === "string"){
if(!(formats0(data56))){
validate24.errors = [{instancePath:instancePath+"/order/created_at",schemaPath:"#/properties/order/properties/created_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/created_at",schemaPath:"#/properties/order/properties/created_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid1 = _errs117 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.updated_at !== undefined){
let data57 = data0.updated_at;
const _errs119 = errors;
if(errors === _errs119){
if(errors === _errs119){
if(typeof data57 === "string"){
if(!(formats0(data57))){
validate24.errors = [{instancePath:instancePath+"/order/updated_at",schemaPath:"#/properties/order/properties/updated_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order/updated_at",schemaPath:"#/properties/order/properties/updated_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid1 = _errs119 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
}
}
else {
validate24.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":{"order":true},"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_cancellation__intended = validate25;
const schema36 = {"type":"object","properties":{"order":{"type":"object","properties":{"id":{"type":"integer"},"client_identifier":{"type":"string"},"billing_address":{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},"company":{"type":"string"},"telephone_number":{"type":"string"},"street":{"type":"string"},"street2":{"type":"string"},"city":{"type":"string"},"state":{"type":"string"},"zip_code":{"type":"string"},"country":{"type":"string"},"created_at":{"type":"string","format":"date-time","pattern":"Z$"},"updated_at":{"type":"string","format":"date-time","pattern":"Z$"}},"additionalProperties":false},"shipping_address":{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},"company":{"type":"string"},"telephone_number":{"type":"string"},"street":{"type":"string"},"street2":{"type":"string"},"city":{"type":"string"},"state":{"type":"string"},"zip_code":{"type":"string"},"country":{"type":"string"},"created_at":{"type":"string","format":"date-time","pattern":"Z$"},"updated_at":{"type":"string","format":"date-time","pattern":"Z$"}},"additionalProperties":false},"brand":{"type":"string"},"shipping_method":{"type":"string","enum":["STANDARD","EXPRESS","OVERNIGHT","FREIGHT","PICK-UP"]},"status":{"type":"string"},"price_cents":{"type":"integer"},"tax_cents":{"type":"integer"},"processing_fee_cents":{"type":"integer"},"shipping_cost_cents":{"type":"integer"},"shipping_tax_cents":{"type":"integer"},"comments":{"type":"string"},"expected_delivery_date":{"type":"string","format":"date"},"signature_required":{"type":"boolean"},"packing_slip_identifier":{"type":"string"},"reject_reason":{"type":"string"},"order_items":{"type":"array","items":{"type":"object","properties":{"id":{"type":"integer"},"client_identifier":{"type":"string"},"sku":{"type":"string"},"brand":{"type":"string"},"condition":{"type":"string"},"quantity":{"type":"integer"},"price_cents":{"type":"integer"},"tax_cents":{"type":"integer"},"shipping_cost_cents":{"type":"integer"},"shipping_tax_cents":{"type":"integer"},"status":{"type":"string"},"comments":{"type":"string"}},"required":["client_identifier","sku","brand","condition","quantity","price_cents","tax_cents","shipping_cost_cents","shipping_tax_cents","status"],"additionalProperties":false},"minItems":1},"created_at":{"type":"string","format":"date-time","pattern":"Z$"},"updated_at":{"type":"string","format":"date-time","pattern":"Z$"}},"required":["client_identifier","billing_address","shipping_address","brand","shipping_method","status","price_cents","tax_cents","shipping_cost_cents","shipping_tax_cents","order_items"],"additionalProperties":false}},"required":["order"],"additionalProperties":false};

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.order === undefined) && (missing0 = "order")){
validate25.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "order")){
validate25.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.order !== undefined){
let data0 = data.order;
const _errs2 = errors;
if(errors === _errs2){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing1;
if((((((((((((data0.client_identifier === undefined) && (missing1 = "client_identifier")) || ((data0.billing_address === undefined) && (missing1 = "billing_address"))) || ((data0.shipping_address === undefined) && (missing1 = "shipping_address"))) || ((data0.brand === undefined) && (missing1 = "brand"))) || ((data0.shipping_method === undefined) && (missing1 = "shipping_method"))) || ((data0.status === undefined) && (missing1 = "status"))) || ((data0.price_cents === undefined) && (missing1 = "price_cents"))) || ((data0.tax_cents === undefined) && (missing1 = "tax_cents"))) || ((data0.shipping_cost_cents === undefined) && (missing1 = "shipping_cost_cents"))) || ((data0.shipping_tax_cents === undefined) && (missing1 = "shipping_tax_cents"))) || ((data0.order_items === undefined) && (missing1 = "order_items"))){
validate25.errors = [{instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
const _errs4 = errors;
for(const key1 in data0){
if(!(func4.call(schema36.properties.order.properties, key1))){
validate25.errors = [{instancePath:instancePath+"/order",schemaPath:"#/properties/order/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}}];
return false;
break;
}
}
if(_errs4 === errors){
if(data0.id !== undefined){
let data1 = data0.id;
const _errs5 = errors;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
validate25.errors = [{instancePath:instancePath+"/order/id",schemaPath:"#/properties/order/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.client_identifier !== undefined){
const _errs7 = errors;
if(typeof data0.client_identifier !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/client_identifier",schemaPath:"#/properties/order/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.billing_address !== undefined){
let data3 = data0.billing_address;
const _errs9 = errors;
if(errors === _errs9){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
const _errs11 = errors;
for(const key2 in data3){
if(!(func4.call(schema36.properties.order.properties.billing_address.properties, key2))){
validate25.errors = [{instancePath:instancePath+"/order/billing_address",schemaPath:"#/properties/order/properties/billing_address/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}}];
return false;
break;
}
}
if(_errs11 === errors){
if(data3.id !== undefined){
let data4 = data3.id;
const _errs12 = errors;
if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/id",schemaPath:"#/properties/order/properties/billing_address/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid2 = _errs12 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.name !== undefined){
const _errs14 = errors;
if(typeof data3.name !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/name",schemaPath:"#/properties/order/properties/billing_address/properties/name/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs14 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.company !== undefined){
const _errs16 = errors;
if(typeof data3.company !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/company",schemaPath:"#/properties/order/properties/billing_address/properties/company/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs16 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.telephone_number !== undefined){
const _errs18 = errors;
if(typeof data3.telephone_number !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/telephone_number",schemaPath:"#/properties/order/properties/billing_address/properties/telephone_number/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs18 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.street !== undefined){
const _errs20 = errors;
if(typeof data3.street !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/street",schemaPath:"#/properties/order/properties/billing_address/properties/street/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs20 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.street2 !== undefined){
const _errs22 = errors;
if(typeof data3.street2 !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/street2",schemaPath:"#/properties/order/properties/billing_address/properties/street2/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs22 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.city !== undefined){
const _errs24 = errors;
if(typeof data3.city !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/city",schemaPath:"#/properties/order/properties/billing_address/properties/city/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs24 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.state !== undefined){
const _errs26 = errors;
if(typeof data3.state !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/state",schemaPath:"#/properties/order/properties/billing_address/properties/state/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs26 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.zip_code !== undefined){
const _errs28 = errors;
if(typeof data3.zip_code !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/zip_code",schemaPath:"#/properties/order/properties/billing_address/properties/zip_code/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs28 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.country !== undefined){
const _errs30 = errors;
if(typeof data3.country !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/country",schemaPath:"#/properties/order/properties/billing_address/properties/country/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs30 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.created_at !== undefined){
let data14 = data3.created_at;
const _errs32 = errors;
if(errors === _errs32){
if(errors === _errs32){
if(typeof data14 === "string"){
if(!pattern4.test(data14)){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/created_at",schemaPath:"#/properties/order/properties/billing_address/properties/created_at/pattern",keyword:"pattern",params:{pattern: "Z$"}}];
return false;
}
else {
if(!(formats0(data14))){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/created_at",schemaPath:"#/properties/order/properties/billing_address/properties/created_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/billing_address/created_at",schemaPath:"#/properties/order/properties/billing_address/properties/created_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid2 = _errs32 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.updated_at !== undefined){
let data15 = data3.updated_at;
const _errs34 = errors;
if(errors === _errs34){
if(errors === _errs34){
if(typeof data15 === "string"){
if(!pattern4.test(data15)){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/updated_at",schemaPath:"#/properties/order/properties/billing_address/properties/updated_at/pattern",keyword:"pattern",params:{pattern: "Z$"}}];
return false;
}
else {
if(!(formats0(data15))){
validate25.errors = [{instancePath:instancePath+"/order/billing_address/updated_at",schemaPath:"#/properties/order/properties/billing_address/properties/updated_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/billing_address/updated_at",schemaPath:"#/properties/order/properties/billing_address/properties/updated_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid2 = _errs34 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/billing_address",schemaPath:"#/properties/order/properties/billing_address/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_address !== undefined){
let data16 = data0.shipping_address;
const _errs36 = errors;
if(errors === _errs36){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
const _errs38 = errors;
for(const key3 in data16){
if(!(func4.call(schema36.properties.order.properties.shipping_address.properties, key3))){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address",schemaPath:"#/properties/order/properties/shipping_address/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}}];
return false;
break;
}
}
if(_errs38 === errors){
if(data16.id !== undefined){
let data17 = data16.id;
const _errs39 = errors;
if(!((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17)))){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/id",schemaPath:"#/properties/order/properties/shipping_address/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid3 = _errs39 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.name !== undefined){
const _errs41 = errors;
if(typeof data16.name !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/name",schemaPath:"#/properties/order/properties/shipping_address/properties/name/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs41 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.company !== undefined){
const _errs43 = errors;
if(typeof data16.company !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/company",schemaPath:"#/properties/order/properties/shipping_address/properties/company/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs43 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.telephone_number !== undefined){
const _errs45 = errors;
if(typeof data16.telephone_number !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/telephone_number",schemaPath:"#/properties/order/properties/shipping_address/properties/telephone_number/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs45 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.street !== undefined){
const _errs47 = errors;
if(typeof data16.street !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/street",schemaPath:"#/properties/order/properties/shipping_address/properties/street/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs47 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.street2 !== undefined){
const _errs49 = errors;
if(typeof data16.street2 !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/street2",schemaPath:"#/properties/order/properties/shipping_address/properties/street2/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs49 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.city !== undefined){
const _errs51 = errors;
if(typeof data16.city !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/city",schemaPath:"#/properties/order/properties/shipping_address/properties/city/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs51 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.state !== undefined){
const _errs53 = errors;
if(typeof data16.state !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/state",schemaPath:"#/properties/order/properties/shipping_address/properties/state/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs53 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.zip_code !== undefined){
const _errs55 = errors;
if(typeof data16.zip_code !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/zip_code",schemaPath:"#/properties/order/properties/shipping_address/properties/zip_code/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs55 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.country !== undefined){
const _errs57 = errors;
if(typeof data16.country !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/country",schemaPath:"#/properties/order/properties/shipping_address/properties/country/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs57 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.created_at !== undefined){
let data27 = data16.created_at;
const _errs59 = errors;
if(errors === _errs59){
if(errors === _errs59){
if(typeof data27 === "string"){
if(!pattern4.test(data27)){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/created_at",schemaPath:"#/properties/order/properties/shipping_address/properties/created_at/pattern",keyword:"pattern",params:{pattern: "Z$"}}];
return false;
}
else {
if(!(formats0(data27))){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/created_at",schemaPath:"#/properties/order/properties/shipping_address/properties/created_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/created_at",schemaPath:"#/properties/order/properties/shipping_address/properties/created_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid3 = _errs59 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data16.updated_at !== undefined){
let data28 = data16.updated_at;
const _errs61 = errors;
if(errors === _errs61){
if(errors === _errs61){
if(typeof data28 === "string"){
if(!pattern4.test(data28)){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/updated_at",schemaPath:"#/properties/order/properties/shipping_address/properties/updated_at/pattern",keyword:"pattern",params:{pattern: "Z$"}}];
return false;
}
else {
if(!(formats0(data28))){
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/updated_at",schemaPath:"#/properties/order/properties/shipping_address/properties/updated_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/shipping_address/updated_at",schemaPath:"#/properties/order/properties/shipping_address/properties/updated_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid3 = _errs61 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/shipping_address",schemaPath:"#/properties/order/properties/shipping_address/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid1 = _errs36 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.brand !== undefined){
const _errs63 = errors;
if(typeof data0.brand !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/brand",schemaPath:"#/properties/order/properties/brand/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs63 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_method !== undefined){
let data30 = data0.shipping_method;
const _errs65 = errors;
if(typeof data30 !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/shipping_method",schemaPath:"#/properties/order/properties/shipping_method/type",keyword:"type",params:{type: "string"}}];
return false;
}
if(!(false || data30 === "STANDARD" || data30 === "EXPRESS" || data30 === "OVERNIGHT" || data30 === "FREIGHT" || data30 === "PICK-UP")){
validate25.errors = [{instancePath:instancePath+"/order/shipping_method",schemaPath:"#/properties/order/properties/shipping_method/enum",keyword:"enum",params:{allowedValues: schema36.properties.order.properties.shipping_method.enum}}];
return false;
}
var valid1 = _errs65 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.status !== undefined){
const _errs67 = errors;
if(typeof data0.status !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/status",schemaPath:"#/properties/order/properties/status/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs67 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.price_cents !== undefined){
let data32 = data0.price_cents;
const _errs69 = errors;
if(!((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32)))){
validate25.errors = [{instancePath:instancePath+"/order/price_cents",schemaPath:"#/properties/order/properties/price_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs69 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.tax_cents !== undefined){
let data33 = data0.tax_cents;
const _errs71 = errors;
if(!((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33)))){
validate25.errors = [{instancePath:instancePath+"/order/tax_cents",schemaPath:"#/properties/order/properties/tax_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs71 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.processing_fee_cents !== undefined){
let data34 = data0.processing_fee_cents;
const _errs73 = errors;
if(!((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34)))){
validate25.errors = [{instancePath:instancePath+"/order/processing_fee_cents",schemaPath:"#/properties/order/properties/processing_fee_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs73 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_cost_cents !== undefined){
let data35 = data0.shipping_cost_cents;
const _errs75 = errors;
if(!((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35)))){
validate25.errors = [{instancePath:instancePath+"/order/shipping_cost_cents",schemaPath:"#/properties/order/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs75 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.shipping_tax_cents !== undefined){
let data36 = data0.shipping_tax_cents;
const _errs77 = errors;
if(!((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36)))){
validate25.errors = [{instancePath:instancePath+"/order/shipping_tax_cents",schemaPath:"#/properties/order/properties/shipping_tax_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs77 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.comments !== undefined){
const _errs79 = errors;
if(typeof data0.comments !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/comments",schemaPath:"#/properties/order/properties/comments/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs79 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.expected_delivery_date !== undefined){
let data38 = data0.expected_delivery_date;
const _errs81 = errors;
if(errors === _errs81){
if(errors === _errs81){
if(typeof data38 === "string"){
if(!(formats24(data38))){
validate25.errors = [{instancePath:instancePath+"/order/expected_delivery_date",schemaPath:"#/properties/order/properties/expected_delivery_date/format",keyword:"format",params:{format: "date"}}];
return false;
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/expected_delivery_date",schemaPath:"#/properties/order/properties/expected_delivery_date/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid1 = _errs81 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.signature_required !== undefined){
const _errs83 = errors;
if(typeof data0.signature_required !== "boolean"){
validate25.errors = [{instancePath:instancePath+"/order/signature_required",schemaPath:"#/properties/order/properties/signature_required/type",keyword:"type",params:{type: "boolean"}}];
return false;
}
var valid1 = _errs83 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.packing_slip_identifier !== undefined){
const _errs85 = errors;
if(typeof data0.packing_slip_identifier !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/packing_slip_identifier",schemaPath:"#/properties/order/properties/packing_slip_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs85 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.reject_reason !== undefined){
const _errs87 = errors;
if(typeof data0.reject_reason !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/reject_reason",schemaPath:"#/properties/order/properties/reject_reason/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs87 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.order_items !== undefined){
let data42 = data0.order_items;
const _errs89 = errors;
if(errors === _errs89){
if(Array.isArray(data42)){
if(data42.length < 1){
validate25.errors = [{instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/minItems",keyword:"minItems",params:{limit: 1}}];
return false;
}
else {
var valid4 = true;
const len0 = data42.length;
for(let i0=0; i0<len0; i0++){
let data43 = data42[i0];
const _errs91 = errors;
if(errors === _errs91){
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
let missing2;
if(((((((((((data43.client_identifier === undefined) && (missing2 = "client_identifier")) || ((data43.sku === undefined) && (missing2 = "sku"))) || ((data43.brand === undefined) && (missing2 = "brand"))) || ((data43.condition === undefined) && (missing2 = "condition"))) || ((data43.quantity === undefined) && (missing2 = "quantity"))) || ((data43.price_cents === undefined) && (missing2 = "price_cents"))) || ((data43.tax_cents === undefined) && (missing2 = "tax_cents"))) || ((data43.shipping_cost_cents === undefined) && (missing2 = "shipping_cost_cents"))) || ((data43.shipping_tax_cents === undefined) && (missing2 = "shipping_tax_cents"))) || ((data43.status === undefined) && (missing2 = "status"))){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: missing2}}];
return false;
}
else {
const _errs93 = errors;
for(const key4 in data43){
if(!(func4.call(schema36.properties.order.properties.order_items.items.properties, key4))){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}}];
return false;
break;
}
}
if(_errs93 === errors){
if(data43.id !== undefined){
let data44 = data43.id;
const _errs94 = errors;
if(!((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44)))){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/id",schemaPath:"#/properties/order/properties/order_items/items/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs94 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.client_identifier !== undefined){
const _errs96 = errors;
if(typeof data43.client_identifier !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/client_identifier",schemaPath:"#/properties/order/properties/order_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs96 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.sku !== undefined){
const _errs98 = errors;
if(typeof data43.sku !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/sku",schemaPath:"#/properties/order/properties/order_items/items/properties/sku/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs98 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.brand !== undefined){
const _errs100 = errors;
if(typeof data43.brand !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/brand",schemaPath:"#/properties/order/properties/order_items/items/properties/brand/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs100 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.condition !== undefined){
const _errs102 = errors;
if(typeof data43.condition !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/condition",schemaPath:"#/properties/order/properties/order_items/items/properties/condition/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs102 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.quantity !== undefined){
let data49 = data43.quantity;
const _errs104 = errors;
if(!((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49)))){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs104 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.price_cents !== undefined){
let data50 = data43.price_cents;
const _errs106 = errors;
if(!((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50)))){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/price_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/price_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs106 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.tax_cents !== undefined){
let data51 = data43.tax_cents;
const _errs108 = errors;
if(!((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51)))){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/tax_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/tax_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs108 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.shipping_cost_cents !== undefined){
let data52 = data43.shipping_cost_cents;
const _errs110 = errors;
if(!((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52)))){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/shipping_cost_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs110 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.shipping_tax_cents !== undefined){
let data53 = data43.shipping_tax_cents;
const _errs112 = errors;
if(!((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53)))){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/shipping_tax_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/shipping_tax_cents/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid5 = _errs112 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.status !== undefined){
const _errs114 = errors;
if(typeof data43.status !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/status",schemaPath:"#/properties/order/properties/order_items/items/properties/status/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs114 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data43.comments !== undefined){
const _errs116 = errors;
if(typeof data43.comments !== "string"){
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/comments",schemaPath:"#/properties/order/properties/order_items/items/properties/comments/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs116 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid4 = _errs91 === errors;
if(!valid4){
break;
}
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
var valid1 = _errs89 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.created_at !== undefined){
let data56 = data0.created_at;
const _errs118 = errors;
if(errors === _errs118){
if(errors === _errs118){
if(typeof data56 === "string"){
if(!pattern4.test(data56)){
validate25.errors = [{instancePath:instancePath+"/order/created_at",schemaPath:"#/properties/order/properties/created_at/pattern",keyword:"pattern",params:{pattern: "Z$"}}];
return false;
}
else {
if(!(formats0(data56))){
validate25.errors = [{instancePath:instancePath+"/order/created_at",schemaPath:"#/properties/order/properties/created_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/created_at",schemaPath:"#/properties/order/properties/created_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid1 = _errs118 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.updated_at !== undefined){
let data57 = data0.updated_at;
const _errs120 = errors;
if(errors === _errs120){
if(errors === _errs120){
if(typeof data57 === "string"){
if(!pattern4.test(data57)){
validate25.errors = [{instancePath:instancePath+"/order/updated_at",schemaPath:"#/properties/order/properties/updated_at/pattern",keyword:"pattern",params:{pattern: "Z$"}}];
return false;
}
else {
if(!(formats0(data57))){
validate25.errors = [{instancePath:instancePath+"/order/updated_at",schemaPath:"#/properties/order/properties/updated_at/format",keyword:"format",params:{format: "date-time"}}];
return false;
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order/updated_at",schemaPath:"#/properties/order/properties/updated_at/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
var valid1 = _errs120 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
}
}
}
}
else {
validate25.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_cancellation__200__application_json = validate26;
const schema37 = {"type":"object","properties":{"message":{"type":"string"}}};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.message !== undefined){
if(typeof data.message !== "string"){
validate26.errors = [{instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
else {
validate26.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":{"message":true},"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_cancellation__422__application_json = validate27;
const schema38 = {"type":"object","properties":{"message":{"type":"string"},"errors":{"type":"array","items":{"type":"object","properties":{"field":{"type":"string"},"code":{"type":"string","enum":["missing_field","invalid_type","invalid"]}},"required":["field","code"]}}},"required":["message","errors"]};

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.message === undefined) && (missing0 = "message")) || ((data.errors === undefined) && (missing0 = "errors"))){
validate27.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
if(data.message !== undefined){
const _errs1 = errors;
if(typeof data.message !== "string"){
validate27.errors = [{instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.errors !== undefined){
let data1 = data.errors;
const _errs3 = errors;
if(errors === _errs3){
if(Array.isArray(data1)){
var valid1 = true;
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
const _errs5 = errors;
if(errors === _errs5){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if(((data2.field === undefined) && (missing1 = "field")) || ((data2.code === undefined) && (missing1 = "code"))){
validate27.errors = [{instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
if(data2.field !== undefined){
const _errs7 = errors;
if(typeof data2.field !== "string"){
validate27.errors = [{instancePath:instancePath+"/errors/" + i0+"/field",schemaPath:"#/properties/errors/items/properties/field/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs7 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.code !== undefined){
let data4 = data2.code;
const _errs9 = errors;
if(typeof data4 !== "string"){
validate27.errors = [{instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/type",keyword:"type",params:{type: "string"}}];
return false;
}
if(!(false || data4 === "missing_field" || data4 === "invalid_type" || data4 === "invalid")){
validate27.errors = [{instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/enum",keyword:"enum",params:{allowedValues: schema38.properties.errors.items.properties.code.enum}}];
return false;
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid1 = _errs5 === errors;
if(!valid1){
break;
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/errors",schemaPath:"#/properties/errors/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate27.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":{"message":true,"errors":true},"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_partial_cancellation__published = validate28;
const schema39 = {"type":"object","properties":{"order":{"type":"object","properties":{"id":{"type":"integer"},"client_identifier":{"type":"string"},"status":{"type":"string"},"order_items":{"type":"array","items":{"type":"object","properties":{"id":{"type":"integer"},"client_identifier":{"type":"string"},"status":{"type":"string"},"quantity":{"type":"integer"},"cancelled_quantity":{"type":"integer"}},"required":["client_identifier","status","quantity","cancelled_quantity"],"additionalProperties":false}}}}}};

function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate28.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.order !== undefined){
let data0 = data.order;
const _errs1 = errors;
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.id !== undefined){
let data1 = data0.id;
const _errs3 = errors;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
validate28.errors = [{instancePath:instancePath+"/order/id",schemaPath:"#/properties/order/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs3 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.client_identifier !== undefined){
const _errs5 = errors;
if(typeof data0.client_identifier !== "string"){
validate28.errors = [{instancePath:instancePath+"/order/client_identifier",schemaPath:"#/properties/order/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.status !== undefined){
const _errs7 = errors;
if(typeof data0.status !== "string"){
validate28.errors = [{instancePath:instancePath+"/order/status",schemaPath:"#/properties/order/properties/status/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.order_items !== undefined){
let data4 = data0.order_items;
const _errs9 = errors;
if(errors === _errs9){
if(Array.isArray(data4)){
var valid2 = true;
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing0;
if(((((data5.client_identifier === undefined) && (missing0 = "client_identifier")) || ((data5.status === undefined) && (missing0 = "status"))) || ((data5.quantity === undefined) && (missing0 = "quantity"))) || ((data5.cancelled_quantity === undefined) && (missing0 = "cancelled_quantity"))){
validate28.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs13 = errors;
for(const key0 in data5){
if(!(((((key0 === "id") || (key0 === "client_identifier")) || (key0 === "status")) || (key0 === "quantity")) || (key0 === "cancelled_quantity"))){
validate28.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs13 === errors){
if(data5.id !== undefined){
let data6 = data5.id;
const _errs14 = errors;
if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
validate28.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/id",schemaPath:"#/properties/order/properties/order_items/items/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid3 = _errs14 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data5.client_identifier !== undefined){
const _errs16 = errors;
if(typeof data5.client_identifier !== "string"){
validate28.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/client_identifier",schemaPath:"#/properties/order/properties/order_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs16 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data5.status !== undefined){
const _errs18 = errors;
if(typeof data5.status !== "string"){
validate28.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/status",schemaPath:"#/properties/order/properties/order_items/items/properties/status/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs18 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data5.quantity !== undefined){
let data9 = data5.quantity;
const _errs20 = errors;
if(!((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9)))){
validate28.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid3 = _errs20 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data5.cancelled_quantity !== undefined){
let data10 = data5.cancelled_quantity;
const _errs22 = errors;
if(!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))){
validate28.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/cancelled_quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/cancelled_quantity/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid3 = _errs22 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
}
else {
validate28.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid2 = _errs11 === errors;
if(!valid2){
break;
}
}
}
else {
validate28.errors = [{instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
else {
validate28.errors = [{instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
}
}
else {
validate28.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate28.errors = vErrors;
return errors === 0;
}
validate28.evaluated = {"props":{"order":true},"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_partial_cancellation__intended = validate29;
const schema40 = {"type":"object","properties":{"order":{"type":"object","properties":{"id":{"type":"integer"},"client_identifier":{"type":"string"},"status":{"type":"string"},"order_items":{"type":"array","items":{"type":"object","properties":{"id":{"type":"integer"},"client_identifier":{"type":"string"},"status":{"type":"string"},"quantity":{"type":"integer"},"cancelled_quantity":{"type":"integer"}},"required":["client_identifier","status","quantity","cancelled_quantity"],"additionalProperties":false},"minItems":1}},"required":["client_identifier","status","order_items"],"additionalProperties":false}},"required":["order"],"additionalProperties":false};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.order === undefined) && (missing0 = "order")){
validate29.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "order")){
validate29.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.order !== undefined){
let data0 = data.order;
const _errs2 = errors;
if(errors === _errs2){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing1;
if((((data0.client_identifier === undefined) && (missing1 = "client_identifier")) || ((data0.status === undefined) && (missing1 = "status"))) || ((data0.order_items === undefined) && (missing1 = "order_items"))){
validate29.errors = [{instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
const _errs4 = errors;
for(const key1 in data0){
if(!((((key1 === "id") || (key1 === "client_identifier")) || (key1 === "status")) || (key1 === "order_items"))){
validate29.errors = [{instancePath:instancePath+"/order",schemaPath:"#/properties/order/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}}];
return false;
break;
}
}
if(_errs4 === errors){
if(data0.id !== undefined){
let data1 = data0.id;
const _errs5 = errors;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
validate29.errors = [{instancePath:instancePath+"/order/id",schemaPath:"#/properties/order/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.client_identifier !== undefined){
const _errs7 = errors;
if(typeof data0.client_identifier !== "string"){
validate29.errors = [{instancePath:instancePath+"/order/client_identifier",schemaPath:"#/properties/order/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.status !== undefined){
const _errs9 = errors;
if(typeof data0.status !== "string"){
validate29.errors = [{instancePath:instancePath+"/order/status",schemaPath:"#/properties/order/properties/status/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.order_items !== undefined){
let data4 = data0.order_items;
const _errs11 = errors;
if(errors === _errs11){
if(Array.isArray(data4)){
if(data4.length < 1){
validate29.errors = [{instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/minItems",keyword:"minItems",params:{limit: 1}}];
return false;
}
else {
var valid2 = true;
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
const _errs13 = errors;
if(errors === _errs13){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing2;
if(((((data5.client_identifier === undefined) && (missing2 = "client_identifier")) || ((data5.status === undefined) && (missing2 = "status"))) || ((data5.quantity === undefined) && (missing2 = "quantity"))) || ((data5.cancelled_quantity === undefined) && (missing2 = "cancelled_quantity"))){
validate29.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: missing2}}];
return false;
}
else {
const _errs15 = errors;
for(const key2 in data5){
if(!(((((key2 === "id") || (key2 === "client_identifier")) || (key2 === "status")) || (key2 === "quantity")) || (key2 === "cancelled_quantity"))){
validate29.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}}];
return false;
break;
}
}
if(_errs15 === errors){
if(data5.id !== undefined){
let data6 = data5.id;
const _errs16 = errors;
if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
validate29.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/id",schemaPath:"#/properties/order/properties/order_items/items/properties/id/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid3 = _errs16 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data5.client_identifier !== undefined){
const _errs18 = errors;
if(typeof data5.client_identifier !== "string"){
validate29.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/client_identifier",schemaPath:"#/properties/order/properties/order_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs18 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data5.status !== undefined){
const _errs20 = errors;
if(typeof data5.status !== "string"){
validate29.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/status",schemaPath:"#/properties/order/properties/order_items/items/properties/status/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid3 = _errs20 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data5.quantity !== undefined){
let data9 = data5.quantity;
const _errs22 = errors;
if(!((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9)))){
validate29.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid3 = _errs22 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data5.cancelled_quantity !== undefined){
let data10 = data5.cancelled_quantity;
const _errs24 = errors;
if(!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))){
validate29.errors = [{instancePath:instancePath+"/order/order_items/" + i0+"/cancelled_quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/cancelled_quantity/type",keyword:"type",params:{type: "integer"}}];
return false;
}
var valid3 = _errs24 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
}
else {
validate29.errors = [{instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid2 = _errs13 === errors;
if(!valid2){
break;
}
}
}
}
else {
validate29.errors = [{instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
var valid1 = _errs11 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
else {
validate29.errors = [{instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
}
}
}
}
else {
validate29.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_partial_cancellation__200__application_json = validate30;
const schema41 = {"type":"object","properties":{"message":{"type":"string"}}};

function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate30.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.message !== undefined){
if(typeof data.message !== "string"){
validate30.errors = [{instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
else {
validate30.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate30.errors = vErrors;
return errors === 0;
}
validate30.evaluated = {"props":{"message":true},"dynamicProps":false,"dynamicItems":false};

export const drop_shipment_partial_cancellation__422__application_json = validate31;
const schema42 = {"type":"object","properties":{"message":{"type":"string"},"errors":{"type":"array","items":{"type":"object","properties":{"field":{"type":"string"},"code":{"type":"string","enum":["missing_field","invalid_type","invalid"]}},"required":["field","code"]}}},"required":["message","errors"]};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.message === undefined) && (missing0 = "message")) || ((data.errors === undefined) && (missing0 = "errors"))){
validate31.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
if(data.message !== undefined){
const _errs1 = errors;
if(typeof data.message !== "string"){
validate31.errors = [{instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.errors !== undefined){
let data1 = data.errors;
const _errs3 = errors;
if(errors === _errs3){
if(Array.isArray(data1)){
var valid1 = true;
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
const _errs5 = errors;
if(errors === _errs5){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if(((data2.field === undefined) && (missing1 = "field")) || ((data2.code === undefined) && (missing1 = "code"))){
validate31.errors = [{instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
if(data2.field !== undefined){
const _errs7 = errors;
if(typeof data2.field !== "string"){
validate31.errors = [{instancePath:instancePath+"/errors/" + i0+"/field",schemaPath:"#/properties/errors/items/properties/field/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid2 = _errs7 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.code !== undefined){
let data4 = data2.code;
const _errs9 = errors;
if(typeof data4 !== "string"){
validate31.errors = [{instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/type",keyword:"type",params:{type: "string"}}];
return false;
}
if(!(false || data4 === "missing_field" || data4 === "invalid_type" || data4 === "invalid")){
validate31.errors = [{instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/enum",keyword:"enum",params:{allowedValues: schema42.properties.errors.items.properties.code.enum}}];
return false;
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
}
}
}
else {
validate31.errors = [{instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid1 = _errs5 === errors;
if(!valid1){
break;
}
}
}
else {
validate31.errors = [{instancePath:instancePath+"/errors",schemaPath:"#/properties/errors/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate31.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":{"message":true,"errors":true},"dynamicProps":false,"dynamicItems":false};

