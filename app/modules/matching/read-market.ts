import { type IdColumn, packIds } from "./id-column.ts";
import { CLASSES_MAX, InstanceRefused, isText, MATCH_FORMAT } from "./instance.ts";
import { JsonBytes } from "./json-bytes.ts";
import type { MarketColumns } from "./market-columns.ts";

/**
 * Reads a market file (`formats/match.md`) from its bytes, without an object for every pair. Refuses the first thing
 * that is wrong, in one line that names the place.
 */
export function readMarketFile(bytes: Uint8Array): MarketColumns {
  const json = new JsonBytes(bytes);
  const seen = new Set<string>();
  const found: { format?: string; classes?: number; lines?: Lines; offers?: Offers; pairs?: Pairs } = {};
  json.object("", (key) => {
    if (seen.has(key)) throw new InstanceRefused(key, "is there twice");
    seen.add(key);
    if (key === "format") found.format = json.string("format");
    else if (key === "classes") found.classes = json.count(() => "classes");
    else if (key === "lines") found.lines = readLines(json);
    else if (key === "offers") found.offers = readOffers(json);
    else if (key === "pairs") found.pairs = readPairs(json);
    else json.skip(key);
  });
  json.end();
  const { format, classes, lines, offers, pairs } = found;
  if (format !== MATCH_FORMAT) throw new InstanceRefused("format", `must be "${MATCH_FORMAT}"`);
  if (classes === undefined || classes < 1 || classes > CLASSES_MAX)
    throw new InstanceRefused("classes", `must be from 1 to ${CLASSES_MAX}`);
  if (lines === undefined) throw new InstanceRefused("lines", "is missing");
  if (offers === undefined) throw new InstanceRefused("offers", "is missing");
  if (pairs === undefined) throw new InstanceRefused("pairs", "is missing");
  refuseOutOfRange(classes, lines, offers, pairs);
  return {
    classes,
    lineIds: lines.ids,
    lineClass: lines.urgency,
    lineQuantity: lines.quantity,
    offerIds: offers.ids,
    offerQuantity: offers.quantity,
    pairLine: pairs.line,
    pairOffer: pairs.offer,
    pairCost: pairs.cost,
  };
}

type Lines = { readonly ids: IdColumn; readonly urgency: Int32Array; readonly quantity: Float64Array };
type Offers = { readonly ids: IdColumn; readonly quantity: Float64Array };
type Pairs = { readonly line: Int32Array; readonly offer: Int32Array; readonly cost: Float64Array };

function readLines(json: JsonBytes): Lines {
  const urgency: number[] = [];
  const { ids, quantity } = readEntries(json, "lines", (key, place) => {
    if (key !== "class") return false;
    const value = json.count(() => `${place}.class`);
    if (value > CLASSES_MAX) throw new InstanceRefused(`${place}.class`, `must be below ${CLASSES_MAX}`);
    urgency.push(value);
    return true;
  });
  return { ids, quantity, urgency: Int32Array.from(urgency) };
}

function readOffers(json: JsonBytes): Offers {
  return readEntries(json, "offers", () => false);
}

/** Reads entries with an id, a quantity and what `other` reads; every entry must have all of them exactly once. */
function readEntries(json: JsonBytes, list: string, other: (key: string, place: string) => boolean): Offers {
  const ids: string[] = [];
  const quantity: number[] = [];
  json.list(list, (position) => {
    const place = `${list}[${position}]`;
    const seen = new Set<string>();
    json.object(place, (key) => {
      if (seen.has(key)) throw new InstanceRefused(`${place}.${key}`, "is there twice");
      seen.add(key);
      if (key === "id") ids.push(json.string(`${place}.id`));
      else if (key === "quantity") quantity.push(json.count(() => `${place}.quantity`));
      else if (!other(key, place)) json.skip(`${place}.${key}`);
    });
    for (const key of list === "lines" ? ["id", "class", "quantity"] : ["id", "quantity"])
      if (!seen.has(key)) throw new InstanceRefused(`${place}.${key}`, "is missing");
    const id = ids[position] ?? "";
    if (id === "") throw new InstanceRefused(`${place}.id`, "must not be empty");
    if (!isText(id)) throw new InstanceRefused(`${place}.id`, "must be well-formed text");
  });
  return { ids: packIds(ids), quantity: Float64Array.from(quantity) };
}

function readPairs(json: JsonBytes): Pairs {
  let room = 1024;
  let line = new Float64Array(room);
  let offer = new Float64Array(room);
  let cost = new Float64Array(room);
  let count = 0;
  const place = () => `pairs[${count}]`;
  json.list("pairs", () => {
    if (count === room) {
      room *= 2;
      line = wider(line, room);
      offer = wider(offer, room);
      cost = wider(cost, room);
    }
    json.openList(place);
    line[count] = json.count(place);
    json.comma(place);
    offer[count] = json.count(place);
    json.comma(place);
    cost[count] = json.count(place);
    json.closeList(place);
    count++;
  });
  return {
    line: indexes(line, count, "line"),
    offer: indexes(offer, count, "offer"),
    cost: cost.slice(0, count),
  };
}

function wider(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const room = new Float64Array(length);
  room.set(values);
  return room;
}

function indexes(values: Float64Array, count: number, what: string): Int32Array {
  const found = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    if ((values[at] as number) > 0x7fffffff)
      throw new InstanceRefused(`pairs[${at}]`, `names ${article(what)} that is not there`);
    found[at] = values[at] as number;
  }
  return found;
}

function refuseOutOfRange(classes: number, lines: Lines, offers: Offers, pairs: Pairs): void {
  for (const [at, urgency] of lines.urgency.entries())
    if (urgency >= classes) throw new InstanceRefused(`lines[${at}].class`, `must be below ${classes}`);
  for (let at = 0; at < pairs.line.length; at++) {
    if ((pairs.line[at] as number) >= lines.quantity.length)
      throw new InstanceRefused(`pairs[${at}]`, `names ${article("line")} that is not there`);
    if ((pairs.offer[at] as number) >= offers.quantity.length)
      throw new InstanceRefused(`pairs[${at}]`, `names ${article("offer")} that is not there`);
  }
}

function article(what: string): string {
  return what === "offer" ? "an offer" : `a ${what}`;
}
