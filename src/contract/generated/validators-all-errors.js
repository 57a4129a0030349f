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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.shipment !== undefined){
let data0 = data.shipment;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.client_identifier === undefined){
const err0 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "client_identifier"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data0.channel === undefined){
const err1 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "channel"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.carrier === undefined){
const err2 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "carrier"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.shipping_method === undefined){
const err3 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "shipping_method"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0.tracking_number === undefined){
const err4 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "tracking_number"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data0.billed_weight === undefined){
const err5 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "billed_weight"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data0.shipping_cost_cents === undefined){
const err6 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "shipping_cost_cents"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data0.shipment_items === undefined){
const err7 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "shipment_items"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data0){
if (errors >= 1000) break;
if(!(func4.call(schema31.properties.shipment.properties, key0))){
const err8 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data0.id !== undefined){
let data1 = data0.id;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
const err9 = {instancePath:instancePath+"/shipment/id",schemaPath:"#/properties/shipment/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data0.client_identifier !== undefined){
if(typeof data0.client_identifier !== "string"){
const err10 = {instancePath:instancePath+"/shipment/client_identifier",schemaPath:"#/properties/shipment/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data0.channel !== undefined){
if(typeof data0.channel !== "string"){
const err11 = {instancePath:instancePath+"/shipment/channel",schemaPath:"#/properties/shipment/properties/channel/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data0.carrier !== undefined){
if(typeof data0.carrier !== "string"){
const err12 = {instancePath:instancePath+"/shipment/carrier",schemaPath:"#/properties/shipment/properties/carrier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data0.shipping_method !== undefined){
if(typeof data0.shipping_method !== "string"){
const err13 = {instancePath:instancePath+"/shipment/shipping_method",schemaPath:"#/properties/shipment/properties/shipping_method/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data0.tracking_number !== undefined){
if(typeof data0.tracking_number !== "string"){
const err14 = {instancePath:instancePath+"/shipment/tracking_number",schemaPath:"#/properties/shipment/properties/tracking_number/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data0.billed_weight !== undefined){
if(!(typeof data0.billed_weight == "number")){
const err15 = {instancePath:instancePath+"/shipment/billed_weight",schemaPath:"#/properties/shipment/properties/billed_weight/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data0.shipping_cost_cents !== undefined){
let data8 = data0.shipping_cost_cents;
if(!((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8)))){
const err16 = {instancePath:instancePath+"/shipment/shipping_cost_cents",schemaPath:"#/properties/shipment/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data0.packing_slip_identifier !== undefined){
let data9 = data0.packing_slip_identifier;
if((typeof data9 !== "string") && (data9 !== null)){
const err17 = {instancePath:instancePath+"/shipment/packing_slip_identifier",schemaPath:"#/properties/shipment/properties/packing_slip_identifier/type",keyword:"type",params:{type: schema31.properties.shipment.properties.packing_slip_identifier.type}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data0.shipment_items !== undefined){
let data10 = data0.shipment_items;
if(Array.isArray(data10)){
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
if (errors >= 1000) break;
let data11 = data10[i0];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.id !== undefined){
let data12 = data11.id;
if(!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))){
const err18 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/id",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(typeof data12 == "number"){
if(data12 < 1 || isNaN(data12)){
const err19 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/id",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data11.client_identifier !== undefined){
if(typeof data11.client_identifier !== "string"){
const err20 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/client_identifier",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data11.quantity !== undefined){
let data14 = data11.quantity;
if(!((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14)))){
const err21 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/quantity",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(typeof data14 == "number"){
if(data14 < 1 || isNaN(data14)){
const err22 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/quantity",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/quantity/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data11.created_at !== undefined){
let data15 = data11.created_at;
if(typeof data15 === "string"){
if(!(formats0(data15))){
const err23 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/created_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/created_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/created_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/created_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data11.updated_at !== undefined){
let data16 = data11.updated_at;
if(typeof data16 === "string"){
if(!(formats0(data16))){
const err25 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/updated_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/updated_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/updated_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/updated_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/shipment/shipment_items/" + i0,schemaPath:"#/properties/shipment/properties/shipment_items/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/shipment/shipment_items",schemaPath:"#/properties/shipment/properties/shipment_items/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data0.created_at !== undefined){
let data17 = data0.created_at;
if(typeof data17 === "string"){
if(!(formats0(data17))){
const err29 = {instancePath:instancePath+"/shipment/created_at",schemaPath:"#/properties/shipment/properties/created_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/shipment/created_at",schemaPath:"#/properties/shipment/properties/created_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data0.updated_at !== undefined){
let data18 = data0.updated_at;
if(typeof data18 === "string"){
if(!(formats0(data18))){
const err31 = {instancePath:instancePath+"/shipment/updated_at",schemaPath:"#/properties/shipment/properties/updated_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/shipment/updated_at",schemaPath:"#/properties/shipment/properties/updated_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.shipment === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "shipment"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if (errors >= 1000) break;
if(!(key0 === "shipment")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.shipment !== undefined){
let data0 = data.shipment;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.client_identifier === undefined){
const err2 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "client_identifier"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.channel === undefined){
const err3 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "channel"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0.carrier === undefined){
const err4 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "carrier"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data0.shipping_method === undefined){
const err5 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "shipping_method"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data0.tracking_number === undefined){
const err6 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "tracking_number"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data0.billed_weight === undefined){
const err7 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "billed_weight"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data0.shipping_cost_cents === undefined){
const err8 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "shipping_cost_cents"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data0.shipment_items === undefined){
const err9 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/required",keyword:"required",params:{missingProperty: "shipment_items"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data0){
if (errors >= 1000) break;
if(!(func4.call(schema32.properties.shipment.properties, key1))){
const err10 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data0.id !== undefined){
let data1 = data0.id;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
const err11 = {instancePath:instancePath+"/shipment/id",schemaPath:"#/properties/shipment/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data0.client_identifier !== undefined){
if(typeof data0.client_identifier !== "string"){
const err12 = {instancePath:instancePath+"/shipment/client_identifier",schemaPath:"#/properties/shipment/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data0.channel !== undefined){
if(typeof data0.channel !== "string"){
const err13 = {instancePath:instancePath+"/shipment/channel",schemaPath:"#/properties/shipment/properties/channel/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data0.carrier !== undefined){
if(typeof data0.carrier !== "string"){
const err14 = {instancePath:instancePath+"/shipment/carrier",schemaPath:"#/properties/shipment/properties/carrier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data0.shipping_method !== undefined){
if(typeof data0.shipping_method !== "string"){
const err15 = {instancePath:instancePath+"/shipment/shipping_method",schemaPath:"#/properties/shipment/properties/shipping_method/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data0.tracking_number !== undefined){
if(typeof data0.tracking_number !== "string"){
const err16 = {instancePath:instancePath+"/shipment/tracking_number",schemaPath:"#/properties/shipment/properties/tracking_number/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data0.billed_weight !== undefined){
if(!(typeof data0.billed_weight == "number")){
const err17 = {instancePath:instancePath+"/shipment/billed_weight",schemaPath:"#/properties/shipment/properties/billed_weight/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data0.shipping_cost_cents !== undefined){
let data8 = data0.shipping_cost_cents;
if(!((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8)))){
const err18 = {instancePath:instancePath+"/shipment/shipping_cost_cents",schemaPath:"#/properties/shipment/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data0.packing_slip_identifier !== undefined){
if(typeof data0.packing_slip_identifier !== "string"){
const err19 = {instancePath:instancePath+"/shipment/packing_slip_identifier",schemaPath:"#/properties/shipment/properties/packing_slip_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data0.shipment_items !== undefined){
let data10 = data0.shipment_items;
if(Array.isArray(data10)){
if(data10.length < 1){
const err20 = {instancePath:instancePath+"/shipment/shipment_items",schemaPath:"#/properties/shipment/properties/shipment_items/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
if (errors >= 1000) break;
let data11 = data10[i0];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.client_identifier === undefined){
const err21 = {instancePath:instancePath+"/shipment/shipment_items/" + i0,schemaPath:"#/properties/shipment/properties/shipment_items/items/required",keyword:"required",params:{missingProperty: "client_identifier"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data11.quantity === undefined){
const err22 = {instancePath:instancePath+"/shipment/shipment_items/" + i0,schemaPath:"#/properties/shipment/properties/shipment_items/items/required",keyword:"required",params:{missingProperty: "quantity"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key2 in data11){
if (errors >= 1000) break;
if(!(((((key2 === "id") || (key2 === "client_identifier")) || (key2 === "quantity")) || (key2 === "created_at")) || (key2 === "updated_at"))){
const err23 = {instancePath:instancePath+"/shipment/shipment_items/" + i0,schemaPath:"#/properties/shipment/properties/shipment_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data11.id !== undefined){
let data12 = data11.id;
if(!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))){
const err24 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/id",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(typeof data12 == "number"){
if(data12 < 1 || isNaN(data12)){
const err25 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/id",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data11.client_identifier !== undefined){
if(typeof data11.client_identifier !== "string"){
const err26 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/client_identifier",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data11.quantity !== undefined){
let data14 = data11.quantity;
if(!((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14)))){
const err27 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/quantity",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(typeof data14 == "number"){
if(data14 < 1 || isNaN(data14)){
const err28 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/quantity",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/quantity/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data11.created_at !== undefined){
let data15 = data11.created_at;
if(typeof data15 === "string"){
if(!pattern4.test(data15)){
const err29 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/created_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/created_at/pattern",keyword:"pattern",params:{pattern: "Z$"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(!(formats0(data15))){
const err30 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/created_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/created_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/created_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/created_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data11.updated_at !== undefined){
let data16 = data11.updated_at;
if(typeof data16 === "string"){
if(!pattern4.test(data16)){
const err32 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/updated_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/updated_at/pattern",keyword:"pattern",params:{pattern: "Z$"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!(formats0(data16))){
const err33 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/updated_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/updated_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/shipment/shipment_items/" + i0+"/updated_at",schemaPath:"#/properties/shipment/properties/shipment_items/items/properties/updated_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/shipment/shipment_items/" + i0,schemaPath:"#/properties/shipment/properties/shipment_items/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/shipment/shipment_items",schemaPath:"#/properties/shipment/properties/shipment_items/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data0.created_at !== undefined){
let data17 = data0.created_at;
if(typeof data17 === "string"){
if(!pattern4.test(data17)){
const err37 = {instancePath:instancePath+"/shipment/created_at",schemaPath:"#/properties/shipment/properties/created_at/pattern",keyword:"pattern",params:{pattern: "Z$"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(!(formats0(data17))){
const err38 = {instancePath:instancePath+"/shipment/created_at",schemaPath:"#/properties/shipment/properties/created_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/shipment/created_at",schemaPath:"#/properties/shipment/properties/created_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data0.updated_at !== undefined){
let data18 = data0.updated_at;
if(typeof data18 === "string"){
if(!pattern4.test(data18)){
const err40 = {instancePath:instancePath+"/shipment/updated_at",schemaPath:"#/properties/shipment/properties/updated_at/pattern",keyword:"pattern",params:{pattern: "Z$"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!(formats0(data18))){
const err41 = {instancePath:instancePath+"/shipment/updated_at",schemaPath:"#/properties/shipment/properties/updated_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/shipment/updated_at",schemaPath:"#/properties/shipment/properties/updated_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/shipment",schemaPath:"#/properties/shipment/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.message !== undefined){
if(typeof data.message !== "string"){
const err0 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.message === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "message"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.errors === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "errors"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.message !== undefined){
if(typeof data.message !== "string"){
const err2 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.errors !== undefined){
let data1 = data.errors;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if (errors >= 1000) break;
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.field === undefined){
const err3 = {instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/required",keyword:"required",params:{missingProperty: "field"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data2.code === undefined){
const err4 = {instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/required",keyword:"required",params:{missingProperty: "code"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data2.field !== undefined){
if(typeof data2.field !== "string"){
const err5 = {instancePath:instancePath+"/errors/" + i0+"/field",schemaPath:"#/properties/errors/items/properties/field/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.code !== undefined){
let data4 = data2.code;
if(typeof data4 !== "string"){
const err6 = {instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!(false || data4 === "missing_field" || data4 === "invalid_type" || data4 === "invalid")){
const err7 = {instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/enum",keyword:"enum",params:{allowedValues: schema34.properties.errors.items.properties.code.enum}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/errors",schemaPath:"#/properties/errors/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.order !== undefined){
let data0 = data.order;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.client_identifier === undefined){
const err0 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "client_identifier"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data0.billing_address === undefined){
const err1 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "billing_address"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.shipping_address === undefined){
const err2 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "shipping_address"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.brand === undefined){
const err3 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "brand"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0.shipping_method === undefined){
const err4 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "shipping_method"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data0.status === undefined){
const err5 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "status"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data0.price_cents === undefined){
const err6 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "price_cents"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data0.tax_cents === undefined){
const err7 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "tax_cents"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data0.shipping_cost_cents === undefined){
const err8 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "shipping_cost_cents"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data0.shipping_tax_cents === undefined){
const err9 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "shipping_tax_cents"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data0.order_items === undefined){
const err10 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "order_items"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key0 in data0){
if (errors >= 1000) break;
if(!(func4.call(schema35.properties.order.properties, key0))){
const err11 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data0.id !== undefined){
let data1 = data0.id;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
const err12 = {instancePath:instancePath+"/order/id",schemaPath:"#/properties/order/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data0.client_identifier !== undefined){
if(typeof data0.client_identifier !== "string"){
const err13 = {instancePath:instancePath+"/order/client_identifier",schemaPath:"#/properties/order/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data0.billing_address !== undefined){
let data3 = data0.billing_address;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if (errors >= 1000) break;
if(!(func4.call(schema35.properties.order.properties.billing_address.properties, key1))){
const err14 = {instancePath:instancePath+"/order/billing_address",schemaPath:"#/properties/order/properties/billing_address/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.id !== undefined){
let data4 = data3.id;
if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
const err15 = {instancePath:instancePath+"/order/billing_address/id",schemaPath:"#/properties/order/properties/billing_address/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.name !== undefined){
if(typeof data3.name !== "string"){
const err16 = {instancePath:instancePath+"/order/billing_address/name",schemaPath:"#/properties/order/properties/billing_address/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.company !== undefined){
if(typeof data3.company !== "string"){
const err17 = {instancePath:instancePath+"/order/billing_address/company",schemaPath:"#/properties/order/properties/billing_address/properties/company/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data3.telephone_number !== undefined){
if(typeof data3.telephone_number !== "string"){
const err18 = {instancePath:instancePath+"/order/billing_address/telephone_number",schemaPath:"#/properties/order/properties/billing_address/properties/telephone_number/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data3.street !== undefined){
if(typeof data3.street !== "string"){
const err19 = {instancePath:instancePath+"/order/billing_address/street",schemaPath:"#/properties/order/properties/billing_address/properties/street/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data3.street2 !== undefined){
if(typeof data3.street2 !== "string"){
const err20 = {instancePath:instancePath+"/order/billing_address/street2",schemaPath:"#/properties/order/properties/billing_address/properties/street2/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data3.city !== undefined){
if(typeof data3.city !== "string"){
const err21 = {instancePath:instancePath+"/order/billing_address/city",schemaPath:"#/properties/order/properties/billing_address/properties/city/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data3.state !== undefined){
if(typeof data3.state !== "string"){
const err22 = {instancePath:instancePath+"/order/billing_address/state",schemaPath:"#/properties/order/properties/billing_address/properties/state/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data3.zip_code !== undefined){
if(typeof data3.zip_code !== "string"){
const err23 = {instancePath:instancePath+"/order/billing_address/zip_code",schemaPath:"#/properties/order/properties/billing_address/properties/zip_code/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data3.country !== undefined){
if(typeof data3.country !== "string"){
const err24 = {instancePath:instancePath+"/order/billing_address/country",schemaPath:"#/properties/order/properties/billing_address/properties/country/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data3.created_at !== undefined){
let data14 = data3.created_at;
if(typeof data14 === "string"){
if(!(formats0(data14))){
const err25 = {instancePath:instancePath+"/order/billing_address/created_at",schemaPath:"#/properties/order/properties/billing_address/properties/created_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/order/billing_address/created_at",schemaPath:"#/properties/order/properties/billing_address/properties/created_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data3.updated_at !== undefined){
let data15 = data3.updated_at;
if(typeof data15 === "string"){
if(!(formats0(data15))){
const err27 = {instancePath:instancePath+"/order/billing_address/updated_at",schemaPath:"#/properties/order/properties/billing_address/properties/updated_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/order/billing_address/updated_at",schemaPath:"#/properties/order/properties/billing_address/properties/updated_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/order/billing_address",schemaPath:"#/properties/order/properties/billing_address/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data0.shipping_address !== undefined){
let data16 = data0.shipping_address;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key2 in data16){
if (errors >= 1000) break;
if(!(func4.call(schema35.properties.order.properties.shipping_address.properties, key2))){
const err30 = {instancePath:instancePath+"/order/shipping_address",schemaPath:"#/properties/order/properties/shipping_address/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data16.id !== undefined){
let data17 = data16.id;
if(!((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17)))){
const err31 = {instancePath:instancePath+"/order/shipping_address/id",schemaPath:"#/properties/order/properties/shipping_address/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data16.name !== undefined){
if(typeof data16.name !== "string"){
const err32 = {instancePath:instancePath+"/order/shipping_address/name",schemaPath:"#/properties/order/properties/shipping_address/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data16.company !== undefined){
if(typeof data16.company !== "string"){
const err33 = {instancePath:instancePath+"/order/shipping_address/company",schemaPath:"#/properties/order/properties/shipping_address/properties/company/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data16.telephone_number !== undefined){
if(typeof data16.telephone_number !== "string"){
const err34 = {instancePath:instancePath+"/order/shipping_address/telephone_number",schemaPath:"#/properties/order/properties/shipping_address/properties/telephone_number/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data16.street !== undefined){
if(typeof data16.street !== "string"){
const err35 = {instancePath:instancePath+"/order/shipping_address/street",schemaPath:"#/properties/order/properties/shipping_address/properties/street/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data16.street2 !== undefined){
if(typeof data16.street2 !== "string"){
const err36 = {instancePath:instancePath+"/order/shipping_address/street2",schemaPath:"#/properties/order/properties/shipping_address/properties/street2/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data16.city !== undefined){
if(typeof data16.city !== "string"){
const err37 = {instancePath:instancePath+"/order/shipping_address/city",schemaPath:"#/properties/order/properties/shipping_address/properties/city/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data16.state !== undefined){
if(typeof data16.state !== "string"){
const err38 = {instancePath:instancePath+"/order/shipping_address/state",schemaPath:"#/properties/order/properties/shipping_address/properties/state/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data16.zip_code !== undefined){
if(typeof data16.zip_code !== "string"){
const err39 = {instancePath:instancePath+"/order/shipping_address/zip_code",schemaPath:"#/properties/order/properties/shipping_address/properties/zip_code/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data16.country !== undefined){
if(typeof data16.country !== "string"){
const err40 = {instancePath:instancePath+"/order/shipping_address/country",schemaPath:"#/properties/order/properties/shipping_address/properties/country/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data16.created_at !== undefined){
let data27 = data16.created_at;
if(typeof data27 === "string"){
if(!(formats0(data27))){
const err41 = {instancePath:instancePath+"/order/shipping_address/created_at",schemaPath:"#/properties/order/properties/shipping_address/properties/created_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/order/shipping_address/created_at",schemaPath:"#/properties/order/properties/shipping_address/properties/created_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data16.updated_at !== undefined){
let data28 = data16.updated_at;
if(typeof data28 === "string"){
if(!(formats0(data28))){
const err43 = {instancePath:instancePath+"/order/shipping_address/updated_at",schemaPath:"#/properties/order/properties/shipping_address/properties/updated_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/order/shipping_address/updated_at",schemaPath:"#/properties/order/properties/shipping_address/properties/updated_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/order/shipping_address",schemaPath:"#/properties/order/properties/shipping_address/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data0.brand !== undefined){
if(typeof data0.brand !== "string"){
const err46 = {instancePath:instancePath+"/order/brand",schemaPath:"#/properties/order/properties/brand/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data0.shipping_method !== undefined){
let data30 = data0.shipping_method;
if(typeof data30 !== "string"){
const err47 = {instancePath:instancePath+"/order/shipping_method",schemaPath:"#/properties/order/properties/shipping_method/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(!(false || data30 === "STANDARD" || data30 === "EXPRESS" || data30 === "OVERNIGHT" || data30 === "FREIGHT" || data30 === "PICK-UP")){
const err48 = {instancePath:instancePath+"/order/shipping_method",schemaPath:"#/properties/order/properties/shipping_method/enum",keyword:"enum",params:{allowedValues: schema35.properties.order.properties.shipping_method.enum}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data0.status !== undefined){
if(typeof data0.status !== "string"){
const err49 = {instancePath:instancePath+"/order/status",schemaPath:"#/properties/order/properties/status/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data0.price_cents !== undefined){
let data32 = data0.price_cents;
if(!((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32)))){
const err50 = {instancePath:instancePath+"/order/price_cents",schemaPath:"#/properties/order/properties/price_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data0.tax_cents !== undefined){
let data33 = data0.tax_cents;
if(!((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33)))){
const err51 = {instancePath:instancePath+"/order/tax_cents",schemaPath:"#/properties/order/properties/tax_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data0.processing_fee_cents !== undefined){
let data34 = data0.processing_fee_cents;
if(!((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34)))){
const err52 = {instancePath:instancePath+"/order/processing_fee_cents",schemaPath:"#/properties/order/properties/processing_fee_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data0.shipping_cost_cents !== undefined){
let data35 = data0.shipping_cost_cents;
if(!((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35)))){
const err53 = {instancePath:instancePath+"/order/shipping_cost_cents",schemaPath:"#/properties/order/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data0.shipping_tax_cents !== undefined){
let data36 = data0.shipping_tax_cents;
if(!((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36)))){
const err54 = {instancePath:instancePath+"/order/shipping_tax_cents",schemaPath:"#/properties/order/properties/shipping_tax_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data0.comments !== undefined){
if(typeof data0.comments !== "string"){
const err55 = {instancePath:instancePath+"/order/comments",schemaPath:"#/properties/order/properties/comments/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data0.expected_delivery_date !== undefined){
let data38 = data0.expected_delivery_date;
if(typeof data38 === "string"){
if(!(formats24(data38))){
const err56 = {instancePath:instancePath+"/order/expected_delivery_date",schemaPath:"#/properties/order/properties/expected_delivery_date/format",keyword:"format",params:{format: "date"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/order/expected_delivery_date",schemaPath:"#/properties/order/properties/expected_delivery_date/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data0.signature_required !== undefined){
if(typeof data0.signature_required !== "boolean"){
const err58 = {instancePath:instancePath+"/order/signature_required",schemaPath:"#/properties/order/properties/signature_required/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data0.packing_slip_identifier !== undefined){
if(typeof data0.packing_slip_identifier !== "string"){
const err59 = {instancePath:instancePath+"/order/packing_slip_identifier",schemaPath:"#/properties/order/properties/packing_slip_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data0.reject_reason !== undefined){
if(typeof data0.reject_reason !== "string"){
const err60 = {instancePath:instancePath+"/order/reject_reason",schemaPath:"#/properties/order/properties/reject_reason/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data0.order_items !== undefined){
let data42 = data0.order_items;
if(Array.isArray(data42)){
const len0 = data42.length;
for(let i0=0; i0<len0; i0++){
if (errors >= 1000) break;
let data43 = data42[i0];
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
if(data43.client_identifier === undefined){
const err61 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "client_identifier"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data43.sku === undefined){
const err62 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "sku"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(data43.brand === undefined){
const err63 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "brand"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data43.condition === undefined){
const err64 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "condition"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data43.quantity === undefined){
const err65 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "quantity"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data43.price_cents === undefined){
const err66 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "price_cents"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data43.tax_cents === undefined){
const err67 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "tax_cents"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data43.shipping_cost_cents === undefined){
const err68 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "shipping_cost_cents"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data43.shipping_tax_cents === undefined){
const err69 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "shipping_tax_cents"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data43.status === undefined){
const err70 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "status"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
for(const key3 in data43){
if (errors >= 1000) break;
if(!(func4.call(schema35.properties.order.properties.order_items.items.properties, key3))){
const err71 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data43.id !== undefined){
let data44 = data43.id;
if(!((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44)))){
const err72 = {instancePath:instancePath+"/order/order_items/" + i0+"/id",schemaPath:"#/properties/order/properties/order_items/items/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data43.client_identifier !== undefined){
if(typeof data43.client_identifier !== "string"){
const err73 = {instancePath:instancePath+"/order/order_items/" + i0+"/client_identifier",schemaPath:"#/properties/order/properties/order_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data43.sku !== undefined){
if(typeof data43.sku !== "string"){
const err74 = {instancePath:instancePath+"/order/order_items/" + i0+"/sku",schemaPath:"#/properties/order/properties/order_items/items/properties/sku/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data43.brand !== undefined){
if(typeof data43.brand !== "string"){
const err75 = {instancePath:instancePath+"/order/order_items/" + i0+"/brand",schemaPath:"#/properties/order/properties/order_items/items/properties/brand/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data43.condition !== undefined){
if(typeof data43.condition !== "string"){
const err76 = {instancePath:instancePath+"/order/order_items/" + i0+"/condition",schemaPath:"#/properties/order/properties/order_items/items/properties/condition/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data43.quantity !== undefined){
let data49 = data43.quantity;
if(!((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49)))){
const err77 = {instancePath:instancePath+"/order/order_items/" + i0+"/quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data43.price_cents !== undefined){
let data50 = data43.price_cents;
if(!((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50)))){
const err78 = {instancePath:instancePath+"/order/order_items/" + i0+"/price_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/price_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data43.tax_cents !== undefined){
let data51 = data43.tax_cents;
if(!((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51)))){
const err79 = {instancePath:instancePath+"/order/order_items/" + i0+"/tax_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/tax_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data43.shipping_cost_cents !== undefined){
let data52 = data43.shipping_cost_cents;
if(!((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52)))){
const err80 = {instancePath:instancePath+"/order/order_items/" + i0+"/shipping_cost_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data43.shipping_tax_cents !== undefined){
let data53 = data43.shipping_tax_cents;
if(!((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53)))){
const err81 = {instancePath:instancePath+"/order/order_items/" + i0+"/shipping_tax_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/shipping_tax_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data43.status !== undefined){
if(typeof data43.status !== "string"){
const err82 = {instancePath:instancePath+"/order/order_items/" + i0+"/status",schemaPath:"#/properties/order/properties/order_items/items/properties/status/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data43.comments !== undefined){
if(typeof data43.comments !== "string"){
const err83 = {instancePath:instancePath+"/order/order_items/" + i0+"/comments",schemaPath:"#/properties/order/properties/order_items/items/properties/comments/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data0.created_at !== undefined){
let data56 = data0.created_at;
if(typeof data56 === "string"){
if(!(formats0(data56))){
const err86 = {instancePath:instancePath+"/order/created_at",schemaPath:"#/properties/order/properties/created_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
else {
const err87 = {instancePath:instancePath+"/order/created_at",schemaPath:"#/properties/order/properties/created_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data0.updated_at !== undefined){
let data57 = data0.updated_at;
if(typeof data57 === "string"){
if(!(formats0(data57))){
const err88 = {instancePath:instancePath+"/order/updated_at",schemaPath:"#/properties/order/properties/updated_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
else {
const err89 = {instancePath:instancePath+"/order/updated_at",schemaPath:"#/properties/order/properties/updated_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.order === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "order"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if (errors >= 1000) break;
if(!(key0 === "order")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.order !== undefined){
let data0 = data.order;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.client_identifier === undefined){
const err2 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "client_identifier"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.billing_address === undefined){
const err3 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "billing_address"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0.shipping_address === undefined){
const err4 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "shipping_address"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data0.brand === undefined){
const err5 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "brand"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data0.shipping_method === undefined){
const err6 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "shipping_method"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data0.status === undefined){
const err7 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "status"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data0.price_cents === undefined){
const err8 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "price_cents"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data0.tax_cents === undefined){
const err9 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "tax_cents"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data0.shipping_cost_cents === undefined){
const err10 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "shipping_cost_cents"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data0.shipping_tax_cents === undefined){
const err11 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "shipping_tax_cents"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data0.order_items === undefined){
const err12 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "order_items"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data0){
if (errors >= 1000) break;
if(!(func4.call(schema36.properties.order.properties, key1))){
const err13 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data0.id !== undefined){
let data1 = data0.id;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
const err14 = {instancePath:instancePath+"/order/id",schemaPath:"#/properties/order/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data0.client_identifier !== undefined){
if(typeof data0.client_identifier !== "string"){
const err15 = {instancePath:instancePath+"/order/client_identifier",schemaPath:"#/properties/order/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data0.billing_address !== undefined){
let data3 = data0.billing_address;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key2 in data3){
if (errors >= 1000) break;
if(!(func4.call(schema36.properties.order.properties.billing_address.properties, key2))){
const err16 = {instancePath:instancePath+"/order/billing_address",schemaPath:"#/properties/order/properties/billing_address/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.id !== undefined){
let data4 = data3.id;
if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
const err17 = {instancePath:instancePath+"/order/billing_address/id",schemaPath:"#/properties/order/properties/billing_address/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data3.name !== undefined){
if(typeof data3.name !== "string"){
const err18 = {instancePath:instancePath+"/order/billing_address/name",schemaPath:"#/properties/order/properties/billing_address/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data3.company !== undefined){
if(typeof data3.company !== "string"){
const err19 = {instancePath:instancePath+"/order/billing_address/company",schemaPath:"#/properties/order/properties/billing_address/properties/company/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data3.telephone_number !== undefined){
if(typeof data3.telephone_number !== "string"){
const err20 = {instancePath:instancePath+"/order/billing_address/telephone_number",schemaPath:"#/properties/order/properties/billing_address/properties/telephone_number/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data3.street !== undefined){
if(typeof data3.street !== "string"){
const err21 = {instancePath:instancePath+"/order/billing_address/street",schemaPath:"#/properties/order/properties/billing_address/properties/street/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data3.street2 !== undefined){
if(typeof data3.street2 !== "string"){
const err22 = {instancePath:instancePath+"/order/billing_address/street2",schemaPath:"#/properties/order/properties/billing_address/properties/street2/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data3.city !== undefined){
if(typeof data3.city !== "string"){
const err23 = {instancePath:instancePath+"/order/billing_address/city",schemaPath:"#/properties/order/properties/billing_address/properties/city/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data3.state !== undefined){
if(typeof data3.state !== "string"){
const err24 = {instancePath:instancePath+"/order/billing_address/state",schemaPath:"#/properties/order/properties/billing_address/properties/state/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data3.zip_code !== undefined){
if(typeof data3.zip_code !== "string"){
const err25 = {instancePath:instancePath+"/order/billing_address/zip_code",schemaPath:"#/properties/order/properties/billing_address/properties/zip_code/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data3.country !== undefined){
if(typeof data3.country !== "string"){
const err26 = {instancePath:instancePath+"/order/billing_address/country",schemaPath:"#/properties/order/properties/billing_address/properties/country/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data3.created_at !== undefined){
let data14 = data3.created_at;
if(typeof data14 === "string"){
if(!pattern4.test(data14)){
const err27 = {instancePath:instancePath+"/order/billing_address/created_at",schemaPath:"#/properties/order/properties/billing_address/properties/created_at/pattern",keyword:"pattern",params:{pattern: "Z$"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!(formats0(data14))){
const err28 = {instancePath:instancePath+"/order/billing_address/created_at",schemaPath:"#/properties/order/properties/billing_address/properties/created_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/order/billing_address/created_at",schemaPath:"#/properties/order/properties/billing_address/properties/created_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data3.updated_at !== undefined){
let data15 = data3.updated_at;
if(typeof data15 === "string"){
if(!pattern4.test(data15)){
const err30 = {instancePath:instancePath+"/order/billing_address/updated_at",schemaPath:"#/properties/order/properties/billing_address/properties/updated_at/pattern",keyword:"pattern",params:{pattern: "Z$"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(!(formats0(data15))){
const err31 = {instancePath:instancePath+"/order/billing_address/updated_at",schemaPath:"#/properties/order/properties/billing_address/properties/updated_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/order/billing_address/updated_at",schemaPath:"#/properties/order/properties/billing_address/properties/updated_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/order/billing_address",schemaPath:"#/properties/order/properties/billing_address/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data0.shipping_address !== undefined){
let data16 = data0.shipping_address;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key3 in data16){
if (errors >= 1000) break;
if(!(func4.call(schema36.properties.order.properties.shipping_address.properties, key3))){
const err34 = {instancePath:instancePath+"/order/shipping_address",schemaPath:"#/properties/order/properties/shipping_address/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data16.id !== undefined){
let data17 = data16.id;
if(!((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17)))){
const err35 = {instancePath:instancePath+"/order/shipping_address/id",schemaPath:"#/properties/order/properties/shipping_address/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data16.name !== undefined){
if(typeof data16.name !== "string"){
const err36 = {instancePath:instancePath+"/order/shipping_address/name",schemaPath:"#/properties/order/properties/shipping_address/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data16.company !== undefined){
if(typeof data16.company !== "string"){
const err37 = {instancePath:instancePath+"/order/shipping_address/company",schemaPath:"#/properties/order/properties/shipping_address/properties/company/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data16.telephone_number !== undefined){
if(typeof data16.telephone_number !== "string"){
const err38 = {instancePath:instancePath+"/order/shipping_address/telephone_number",schemaPath:"#/properties/order/properties/shipping_address/properties/telephone_number/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data16.street !== undefined){
if(typeof data16.street !== "string"){
const err39 = {instancePath:instancePath+"/order/shipping_address/street",schemaPath:"#/properties/order/properties/shipping_address/properties/street/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data16.street2 !== undefined){
if(typeof data16.street2 !== "string"){
const err40 = {instancePath:instancePath+"/order/shipping_address/street2",schemaPath:"#/properties/order/properties/shipping_address/properties/street2/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data16.city !== undefined){
if(typeof data16.city !== "string"){
const err41 = {instancePath:instancePath+"/order/shipping_address/city",schemaPath:"#/properties/order/properties/shipping_address/properties/city/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data16.state !== undefined){
if(typeof data16.state !== "string"){
const err42 = {instancePath:instancePath+"/order/shipping_address/state",schemaPath:"#/properties/order/properties/shipping_address/properties/state/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data16.zip_code !== undefined){
if(typeof data16.zip_code !== "string"){
const err43 = {instancePath:instancePath+"/order/shipping_address/zip_code",schemaPath:"#/properties/order/properties/shipping_address/properties/zip_code/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data16.country !== undefined){
if(typeof data16.country !== "string"){
const err44 = {instancePath:instancePath+"/order/shipping_address/country",schemaPath:"#/properties/order/properties/shipping_address/properties/country/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data16.created_at !== undefined){
let data27 = data16.created_at;
if(typeof data27 === "string"){
if(!pattern4.test(data27)){
const err45 = {instancePath:instancePath+"/order/shipping_address/created_at",schemaPath:"#/properties/order/properties/shipping_address/properties/created_at/pattern",keyword:"pattern",params:{pattern: "Z$"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(!(formats0(data27))){
const err46 = {instancePath:instancePath+"/order/shipping_address/created_at",schemaPath:"#/properties/order/properties/shipping_address/properties/created_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/order/shipping_address/created_at",schemaPath:"#/properties/order/properties/shipping_address/properties/created_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data16.updated_at !== undefined){
let data28 = data16.updated_at;
if(typeof data28 === "string"){
if(!pattern4.test(data28)){
const err48 = {instancePath:instancePath+"/order/shipping_address/updated_at",schemaPath:"#/properties/order/properties/shipping_address/properties/updated_at/pattern",keyword:"pattern",params:{pattern: "Z$"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(!(formats0(data28))){
const err49 = {instancePath:instancePath+"/order/shipping_address/updated_at",schemaPath:"#/properties/order/properties/shipping_address/properties/updated_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/order/shipping_address/updated_at",schemaPath:"#/properties/order/properties/shipping_address/properties/updated_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/order/shipping_address",schemaPath:"#/properties/order/properties/shipping_address/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data0.brand !== undefined){
if(typeof data0.brand !== "string"){
const err52 = {instancePath:instancePath+"/order/brand",schemaPath:"#/properties/order/properties/brand/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data0.shipping_method !== undefined){
let data30 = data0.shipping_method;
if(typeof data30 !== "string"){
const err53 = {instancePath:instancePath+"/order/shipping_method",schemaPath:"#/properties/order/properties/shipping_method/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(!(false || data30 === "STANDARD" || data30 === "EXPRESS" || data30 === "OVERNIGHT" || data30 === "FREIGHT" || data30 === "PICK-UP")){
const err54 = {instancePath:instancePath+"/order/shipping_method",schemaPath:"#/properties/order/properties/shipping_method/enum",keyword:"enum",params:{allowedValues: schema36.properties.order.properties.shipping_method.enum}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data0.status !== undefined){
if(typeof data0.status !== "string"){
const err55 = {instancePath:instancePath+"/order/status",schemaPath:"#/properties/order/properties/status/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data0.price_cents !== undefined){
let data32 = data0.price_cents;
if(!((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32)))){
const err56 = {instancePath:instancePath+"/order/price_cents",schemaPath:"#/properties/order/properties/price_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data0.tax_cents !== undefined){
let data33 = data0.tax_cents;
if(!((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33)))){
const err57 = {instancePath:instancePath+"/order/tax_cents",schemaPath:"#/properties/order/properties/tax_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data0.processing_fee_cents !== undefined){
let data34 = data0.processing_fee_cents;
if(!((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34)))){
const err58 = {instancePath:instancePath+"/order/processing_fee_cents",schemaPath:"#/properties/order/properties/processing_fee_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data0.shipping_cost_cents !== undefined){
let data35 = data0.shipping_cost_cents;
if(!((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35)))){
const err59 = {instancePath:instancePath+"/order/shipping_cost_cents",schemaPath:"#/properties/order/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data0.shipping_tax_cents !== undefined){
let data36 = data0.shipping_tax_cents;
if(!((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36)))){
const err60 = {instancePath:instancePath+"/order/shipping_tax_cents",schemaPath:"#/properties/order/properties/shipping_tax_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data0.comments !== undefined){
if(typeof data0.comments !== "string"){
const err61 = {instancePath:instancePath+"/order/comments",schemaPath:"#/properties/order/properties/comments/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data0.expected_delivery_date !== undefined){
let data38 = data0.expected_delivery_date;
if(typeof data38 === "string"){
if(!(formats24(data38))){
const err62 = {instancePath:instancePath+"/order/expected_delivery_date",schemaPath:"#/properties/order/properties/expected_delivery_date/format",keyword:"format",params:{format: "date"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/order/expected_delivery_date",schemaPath:"#/properties/order/properties/expected_delivery_date/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data0.signature_required !== undefined){
if(typeof data0.signature_required !== "boolean"){
const err64 = {instancePath:instancePath+"/order/signature_required",schemaPath:"#/properties/order/properties/signature_required/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data0.packing_slip_identifier !== undefined){
if(typeof data0.packing_slip_identifier !== "string"){
const err65 = {instancePath:instancePath+"/order/packing_slip_identifier",schemaPath:"#/properties/order/properties/packing_slip_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data0.reject_reason !== undefined){
if(typeof data0.reject_reason !== "string"){
const err66 = {instancePath:instancePath+"/order/reject_reason",schemaPath:"#/properties/order/properties/reject_reason/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data0.order_items !== undefined){
let data42 = data0.order_items;
if(Array.isArray(data42)){
if(data42.length < 1){
const err67 = {instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
const len0 = data42.length;
for(let i0=0; i0<len0; i0++){
if (errors >= 1000) break;
let data43 = data42[i0];
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
if(data43.client_identifier === undefined){
const err68 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "client_identifier"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data43.sku === undefined){
const err69 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "sku"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data43.brand === undefined){
const err70 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "brand"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(data43.condition === undefined){
const err71 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "condition"}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(data43.quantity === undefined){
const err72 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "quantity"}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(data43.price_cents === undefined){
const err73 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "price_cents"}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(data43.tax_cents === undefined){
const err74 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "tax_cents"}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data43.shipping_cost_cents === undefined){
const err75 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "shipping_cost_cents"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data43.shipping_tax_cents === undefined){
const err76 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "shipping_tax_cents"}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data43.status === undefined){
const err77 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "status"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
for(const key4 in data43){
if (errors >= 1000) break;
if(!(func4.call(schema36.properties.order.properties.order_items.items.properties, key4))){
const err78 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data43.id !== undefined){
let data44 = data43.id;
if(!((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44)))){
const err79 = {instancePath:instancePath+"/order/order_items/" + i0+"/id",schemaPath:"#/properties/order/properties/order_items/items/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data43.client_identifier !== undefined){
if(typeof data43.client_identifier !== "string"){
const err80 = {instancePath:instancePath+"/order/order_items/" + i0+"/client_identifier",schemaPath:"#/properties/order/properties/order_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data43.sku !== undefined){
if(typeof data43.sku !== "string"){
const err81 = {instancePath:instancePath+"/order/order_items/" + i0+"/sku",schemaPath:"#/properties/order/properties/order_items/items/properties/sku/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data43.brand !== undefined){
if(typeof data43.brand !== "string"){
const err82 = {instancePath:instancePath+"/order/order_items/" + i0+"/brand",schemaPath:"#/properties/order/properties/order_items/items/properties/brand/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data43.condition !== undefined){
if(typeof data43.condition !== "string"){
const err83 = {instancePath:instancePath+"/order/order_items/" + i0+"/condition",schemaPath:"#/properties/order/properties/order_items/items/properties/condition/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data43.quantity !== undefined){
let data49 = data43.quantity;
if(!((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49)))){
const err84 = {instancePath:instancePath+"/order/order_items/" + i0+"/quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data43.price_cents !== undefined){
let data50 = data43.price_cents;
if(!((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50)))){
const err85 = {instancePath:instancePath+"/order/order_items/" + i0+"/price_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/price_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data43.tax_cents !== undefined){
let data51 = data43.tax_cents;
if(!((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51)))){
const err86 = {instancePath:instancePath+"/order/order_items/" + i0+"/tax_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/tax_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data43.shipping_cost_cents !== undefined){
let data52 = data43.shipping_cost_cents;
if(!((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52)))){
const err87 = {instancePath:instancePath+"/order/order_items/" + i0+"/shipping_cost_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/shipping_cost_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data43.shipping_tax_cents !== undefined){
let data53 = data43.shipping_tax_cents;
if(!((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53)))){
const err88 = {instancePath:instancePath+"/order/order_items/" + i0+"/shipping_tax_cents",schemaPath:"#/properties/order/properties/order_items/items/properties/shipping_tax_cents/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data43.status !== undefined){
if(typeof data43.status !== "string"){
const err89 = {instancePath:instancePath+"/order/order_items/" + i0+"/status",schemaPath:"#/properties/order/properties/order_items/items/properties/status/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data43.comments !== undefined){
if(typeof data43.comments !== "string"){
const err90 = {instancePath:instancePath+"/order/order_items/" + i0+"/comments",schemaPath:"#/properties/order/properties/order_items/items/properties/comments/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
else {
const err92 = {instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data0.created_at !== undefined){
let data56 = data0.created_at;
if(typeof data56 === "string"){
if(!pattern4.test(data56)){
const err93 = {instancePath:instancePath+"/order/created_at",schemaPath:"#/properties/order/properties/created_at/pattern",keyword:"pattern",params:{pattern: "Z$"}};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(!(formats0(data56))){
const err94 = {instancePath:instancePath+"/order/created_at",schemaPath:"#/properties/order/properties/created_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
else {
const err95 = {instancePath:instancePath+"/order/created_at",schemaPath:"#/properties/order/properties/created_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data0.updated_at !== undefined){
let data57 = data0.updated_at;
if(typeof data57 === "string"){
if(!pattern4.test(data57)){
const err96 = {instancePath:instancePath+"/order/updated_at",schemaPath:"#/properties/order/properties/updated_at/pattern",keyword:"pattern",params:{pattern: "Z$"}};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(!(formats0(data57))){
const err97 = {instancePath:instancePath+"/order/updated_at",schemaPath:"#/properties/order/properties/updated_at/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
else {
const err98 = {instancePath:instancePath+"/order/updated_at",schemaPath:"#/properties/order/properties/updated_at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
else {
const err100 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.message !== undefined){
if(typeof data.message !== "string"){
const err0 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.message === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "message"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.errors === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "errors"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.message !== undefined){
if(typeof data.message !== "string"){
const err2 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.errors !== undefined){
let data1 = data.errors;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if (errors >= 1000) break;
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.field === undefined){
const err3 = {instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/required",keyword:"required",params:{missingProperty: "field"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data2.code === undefined){
const err4 = {instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/required",keyword:"required",params:{missingProperty: "code"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data2.field !== undefined){
if(typeof data2.field !== "string"){
const err5 = {instancePath:instancePath+"/errors/" + i0+"/field",schemaPath:"#/properties/errors/items/properties/field/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.code !== undefined){
let data4 = data2.code;
if(typeof data4 !== "string"){
const err6 = {instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!(false || data4 === "missing_field" || data4 === "invalid_type" || data4 === "invalid")){
const err7 = {instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/enum",keyword:"enum",params:{allowedValues: schema38.properties.errors.items.properties.code.enum}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/errors",schemaPath:"#/properties/errors/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.order !== undefined){
let data0 = data.order;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.id !== undefined){
let data1 = data0.id;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
const err0 = {instancePath:instancePath+"/order/id",schemaPath:"#/properties/order/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data0.client_identifier !== undefined){
if(typeof data0.client_identifier !== "string"){
const err1 = {instancePath:instancePath+"/order/client_identifier",schemaPath:"#/properties/order/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0.status !== undefined){
if(typeof data0.status !== "string"){
const err2 = {instancePath:instancePath+"/order/status",schemaPath:"#/properties/order/properties/status/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data0.order_items !== undefined){
let data4 = data0.order_items;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if (errors >= 1000) break;
let data5 = data4[i0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.client_identifier === undefined){
const err3 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "client_identifier"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data5.status === undefined){
const err4 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "status"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data5.quantity === undefined){
const err5 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "quantity"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data5.cancelled_quantity === undefined){
const err6 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "cancelled_quantity"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key0 in data5){
if (errors >= 1000) break;
if(!(((((key0 === "id") || (key0 === "client_identifier")) || (key0 === "status")) || (key0 === "quantity")) || (key0 === "cancelled_quantity"))){
const err7 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data5.id !== undefined){
let data6 = data5.id;
if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
const err8 = {instancePath:instancePath+"/order/order_items/" + i0+"/id",schemaPath:"#/properties/order/properties/order_items/items/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data5.client_identifier !== undefined){
if(typeof data5.client_identifier !== "string"){
const err9 = {instancePath:instancePath+"/order/order_items/" + i0+"/client_identifier",schemaPath:"#/properties/order/properties/order_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data5.status !== undefined){
if(typeof data5.status !== "string"){
const err10 = {instancePath:instancePath+"/order/order_items/" + i0+"/status",schemaPath:"#/properties/order/properties/order_items/items/properties/status/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data5.quantity !== undefined){
let data9 = data5.quantity;
if(!((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9)))){
const err11 = {instancePath:instancePath+"/order/order_items/" + i0+"/quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data5.cancelled_quantity !== undefined){
let data10 = data5.cancelled_quantity;
if(!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))){
const err12 = {instancePath:instancePath+"/order/order_items/" + i0+"/cancelled_quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/cancelled_quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.order === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "order"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if (errors >= 1000) break;
if(!(key0 === "order")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.order !== undefined){
let data0 = data.order;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.client_identifier === undefined){
const err2 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "client_identifier"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.status === undefined){
const err3 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "status"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0.order_items === undefined){
const err4 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/required",keyword:"required",params:{missingProperty: "order_items"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data0){
if (errors >= 1000) break;
if(!((((key1 === "id") || (key1 === "client_identifier")) || (key1 === "status")) || (key1 === "order_items"))){
const err5 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.id !== undefined){
let data1 = data0.id;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
const err6 = {instancePath:instancePath+"/order/id",schemaPath:"#/properties/order/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.client_identifier !== undefined){
if(typeof data0.client_identifier !== "string"){
const err7 = {instancePath:instancePath+"/order/client_identifier",schemaPath:"#/properties/order/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.status !== undefined){
if(typeof data0.status !== "string"){
const err8 = {instancePath:instancePath+"/order/status",schemaPath:"#/properties/order/properties/status/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data0.order_items !== undefined){
let data4 = data0.order_items;
if(Array.isArray(data4)){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if (errors >= 1000) break;
let data5 = data4[i0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.client_identifier === undefined){
const err10 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "client_identifier"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data5.status === undefined){
const err11 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "status"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data5.quantity === undefined){
const err12 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "quantity"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data5.cancelled_quantity === undefined){
const err13 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/required",keyword:"required",params:{missingProperty: "cancelled_quantity"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key2 in data5){
if (errors >= 1000) break;
if(!(((((key2 === "id") || (key2 === "client_identifier")) || (key2 === "status")) || (key2 === "quantity")) || (key2 === "cancelled_quantity"))){
const err14 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data5.id !== undefined){
let data6 = data5.id;
if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
const err15 = {instancePath:instancePath+"/order/order_items/" + i0+"/id",schemaPath:"#/properties/order/properties/order_items/items/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data5.client_identifier !== undefined){
if(typeof data5.client_identifier !== "string"){
const err16 = {instancePath:instancePath+"/order/order_items/" + i0+"/client_identifier",schemaPath:"#/properties/order/properties/order_items/items/properties/client_identifier/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data5.status !== undefined){
if(typeof data5.status !== "string"){
const err17 = {instancePath:instancePath+"/order/order_items/" + i0+"/status",schemaPath:"#/properties/order/properties/order_items/items/properties/status/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data5.quantity !== undefined){
let data9 = data5.quantity;
if(!((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9)))){
const err18 = {instancePath:instancePath+"/order/order_items/" + i0+"/quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data5.cancelled_quantity !== undefined){
let data10 = data5.cancelled_quantity;
if(!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))){
const err19 = {instancePath:instancePath+"/order/order_items/" + i0+"/cancelled_quantity",schemaPath:"#/properties/order/properties/order_items/items/properties/cancelled_quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/order/order_items/" + i0,schemaPath:"#/properties/order/properties/order_items/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/order/order_items",schemaPath:"#/properties/order/properties/order_items/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.message !== undefined){
if(typeof data.message !== "string"){
const err0 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.message === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "message"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.errors === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "errors"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.message !== undefined){
if(typeof data.message !== "string"){
const err2 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.errors !== undefined){
let data1 = data.errors;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if (errors >= 1000) break;
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.field === undefined){
const err3 = {instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/required",keyword:"required",params:{missingProperty: "field"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data2.code === undefined){
const err4 = {instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/required",keyword:"required",params:{missingProperty: "code"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data2.field !== undefined){
if(typeof data2.field !== "string"){
const err5 = {instancePath:instancePath+"/errors/" + i0+"/field",schemaPath:"#/properties/errors/items/properties/field/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.code !== undefined){
let data4 = data2.code;
if(typeof data4 !== "string"){
const err6 = {instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!(false || data4 === "missing_field" || data4 === "invalid_type" || data4 === "invalid")){
const err7 = {instancePath:instancePath+"/errors/" + i0+"/code",schemaPath:"#/properties/errors/items/properties/code/enum",keyword:"enum",params:{allowedValues: schema42.properties.errors.items.properties.code.enum}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/errors/" + i0,schemaPath:"#/properties/errors/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/errors",schemaPath:"#/properties/errors/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":{"message":true,"errors":true},"dynamicProps":false,"dynamicItems":false};

