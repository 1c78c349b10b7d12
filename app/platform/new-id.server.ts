import { uuidv7obj } from "uuidv7";
import { base32Of, type IdKind, idPrefixes } from "#app/kernel/ids.ts";

/** A fresh id of this kind; ids made later in one process sort later. */
export function newId(kind: IdKind): string {
  return `${idPrefixes[kind]}_${base32Of(uuidv7obj().bytes)}`;
}
