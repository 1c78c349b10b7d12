import type { Member } from "#app/http/actor.server.ts";
import type { FormAnswer, FormFields } from "#app/http/form.server.ts";
import { formDeeds } from "#app/http/form-deeds.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { mayListDay } from "#app/modules/catalogue/catalogue.policy.ts";
import { listDay } from "#app/modules/catalogue/list-day.server.ts";
import { listingsOf } from "#app/modules/catalogue/listing-reads.server.ts";

/** Where a phone keeps the goods of the day: one queue for one person at one organisation, and the page that fills it. */
export function keptDay({ actor, organisation, person }: Member) {
  if (!mayListDay(actor)) return null;
  return { queue: `${organisation.id} ${person.id} barang`, page: `/${organisation.slug}/barang/hari-ini` };
}

const boxOf: Readonly<Record<string, string>> = { priceRupiah: "price", quantityBase: "quantity" };

/** Lists every line that says how much, each on its own: what is refused is said at its box and stops none of the rest. */
export async function listDayDeed(form: FormFields, { call, organisation }: Member): Promise<FormAnswer> {
  const day = dayOf(call.at, organisation.timeZone);
  const { rows } = await listingsOf(organisation.id, { state: "open", day }, { limit: 100 });
  const listings = new Map(rows.map((row) => [row.id, row]));
  const lines = new Map(
    form.rows("lines").flatMap((row, at) => {
      const said = row.text("quantity") ?? "";
      const listingId = row.text("listingId") ?? "";
      return /^0*(,0*)?$/.test(said) ? [] : [[listingId, { row, at, said }] as const];
    }),
  );
  const answer = await formDeeds(form, {
    call,
    ids: [...lines.keys()],
    deed: (each, listingId) => {
      const { row, said } = lines.get(listingId) ?? { row: form, said: "" };
      const price = row.text("price") ?? "";
      const basePerUnit = listings.get(listingId)?.basePerUnit ?? 1n;
      return listDay(each, {
        listingId,
        quantityBase: parseQuantity(said, basePerUnit)?.toString() ?? said,
        priceRupiah: parseRupiah(price)?.toString() ?? price,
        likeDay: row.text("likeDay"),
        happenedAt: form.text("happenedAt"),
      });
    },
    to: `/${organisation.slug}/barang/hari-ini`,
    flash: (count) => m.catalogue_day_done({ count }),
  });
  const errors: Record<string, readonly string[]> = {};
  for (const [listingId, sentence] of Object.entries(answer.refusals)) {
    const box = boxOf[answer.fields[listingId] ?? ""] ?? "quantity";
    const title = listings.get(listingId)?.title;
    errors[`lines[${lines.get(listingId)?.at ?? 0}].${box}`] = [title ? `${title}: ${sentence}` : sentence];
  }
  if (lines.size === 0) errors[""] = [m.catalogue_day_nothing()];
  return { errors, values: form.values() };
}
