import { whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type PublicDay, type PublicGroup, publicGroups } from "../public-trace.ts";

const words: Readonly<Record<PublicGroup, () => string>> = {
  kitchen: m.oversight_public_group_kitchen,
  trade_center: m.oversight_public_group_trade_center,
  koperasi: m.oversight_public_group_koperasi,
  bumd: m.oversight_public_group_bumd,
  producer: m.oversight_public_group_producer,
  elsewhere: m.oversight_public_group_elsewhere,
};

/** Each group in words, with how many of it had a part. */
export function groupNames(counts: PublicDay["counts"]): Record<string, string> {
  return Object.fromEntries(
    publicGroups.map((group) => [
      group,
      m.oversight_public_of({ group: words[group](), count: whole(counts[group] ?? 0) }),
    ]),
  );
}
