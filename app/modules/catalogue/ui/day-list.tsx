import { Link, useRevalidator } from "@remix-run/react";
import { type FormEvent, useEffect, useState } from "react";
import {
  date,
  decimalOf,
  percentOf,
  quantity,
  rupiah,
  time,
  unitWords,
  type Zone,
} from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Button } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { WithoutMarks } from "#app/ui/form/field.tsx";
import { FormActions } from "#app/ui/form/form.tsx";
import { useKeptForms } from "#app/ui/form/kept-forms.tsx";
import type { KeptForm } from "#app/ui/form/kept-store.ts";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { isDivisibleUnit } from "../commodity.ts";
import type { DayLine } from "../day-list-reads.server.ts";
import { wantedWords } from "./hidden-words.ts";
import { PriceStanding } from "./price-standing.tsx";

type Words = Readonly<Record<string, string>>;
type Errors = Readonly<Record<string, readonly string[]>>;

export type DayListProps = {
  readonly lines: readonly DayLine[];
  readonly slug: string;
  readonly day: BusinessDay;
  readonly zone: Zone;
  readonly idempotencyKey: string;
  readonly errors: Errors;
  readonly values: Words;
};

/** The day's goods as last time, or what this phone keeps of them until there is a signal. */
export function DayDesk({ day: loadedDay, ...form }: DayListProps) {
  const { kept, hold, drop } = useKeptForms();
  const { revalidate } = useRevalidator();
  // A page that the phone kept may be of another day than the one it is filled in on.
  const [day, setDay] = useState(loadedDay);
  useEffect(() => setDay(dayOf(new Date(), form.zone)), [form.zone]);
  const mine = kept.find((one) => one.about === day) ?? null;
  // Of what was refused in part, the rest is listed by now.
  const refusedKey = mine?.refused ? mine.key : null;
  useEffect(() => {
    if (refusedKey !== null) revalidate();
  }, [refusedKey, revalidate]);
  if (mine === null) return <DayForm day={day} {...form} />;
  if (mine.refused === null)
    return (
      <Callout
        tone="rice"
        icon="clock"
        title={m.catalogue_day_kept({ at: time(new Date(mine.at), form.zone) })}
        actions={
          <Button variant="secondary" size="small" onClick={() => hold(mine)}>
            {m.catalogue_day_change()}
          </Button>
        }
      >
        {m.catalogue_day_kept_text()}
      </Callout>
    );
  if (form.lines.every(({ listed }) => listed !== null))
    return (
      <>
        <Callout
          tone="rice"
          title={m.catalogue_day_otherwise()}
          actions={
            <Button variant="secondary" size="small" onClick={() => drop(mine)}>
              {m.catalogue_day_understood()}
            </Button>
          }
        >
          {Object.values(mine.refused).flat().join(" ")}
        </Callout>
        <DayForm day={day} {...form} />
      </>
    );
  const { errors, values } = asNowNumbered(mine, form.lines);
  return <DayForm key={mine.key} day={day} {...form} errors={errors} values={values} />;
}

/** What stood in a kept form and was said of it, under the numbers that its lines have now. */
function asNowNumbered(form: KeptForm, lines: readonly DayLine[]): { errors: Errors; values: Words } {
  const fields = Object.fromEntries(form.fields);
  const numberOf = new Map(
    form.fields.flatMap(([name, value]) => {
      const at = /^lines\[(\d+)\]\.listingId$/.exec(name)?.[1];
      return at === undefined ? [] : [[value, at] as const];
    }),
  );
  const errors: Record<string, readonly string[]> = {};
  const values: Record<string, string> = {};
  for (const [at, { listing }] of lines.entries()) {
    const before = numberOf.get(listing.id);
    if (before === undefined) continue;
    for (const field of ["quantity", "price"]) {
      const [then, now] = [`lines[${before}].${field}`, `lines[${at}].${field}`];
      const said = form.refused?.[then];
      if (said !== undefined) errors[now] = said;
      values[now] = fields[then] ?? "";
    }
  }
  const whole = form.refused?.[""];
  return { errors: whole === undefined ? errors : { ...errors, "": whole }, values };
}

function DayForm({ lines, slug, day, zone, idempotencyKey, errors, values }: DayListProps) {
  const { submit } = useKeptForms();
  const isOpen = lines.some(({ listed }) => listed === null);
  const send = (event: FormEvent<HTMLFormElement>) => {
    if (submit === null) return;
    const form = event.currentTarget;
    // One page may be filled in on several days: what is kept of each is another form.
    const today = dayOf(new Date(), zone);
    form.dataset["about"] = today;
    const key = form.elements.namedItem("_key");
    if (key instanceof HTMLInputElement) key.value = `${idempotencyKey}.${today}`;
    submit(event);
  };
  return (
    <form
      method="post"
      encType="multipart/form-data"
      noValidate
      data-about={day}
      data-title={m.catalogue_day_title()}
      className="flex flex-col gap-4"
      onSubmit={send}
    >
      <input type="hidden" name="_key" defaultValue={idempotencyKey} />
      {/* Enter on a number pad must not send everything: a form whose first button is disabled does not send. */}
      <button type="submit" disabled hidden />
      <ErrorSummary errors={errors} />
      {isOpen ? (
        <Section tone="card">
          <SubmitButton icon="check" wide>
            {m.catalogue_day_send()}
          </SubmitButton>
          <p className="mt-2 text-sm text-ink-soft">{m.catalogue_day_send_hint()}</p>
        </Section>
      ) : (
        <Callout tone="leaf" title={m.catalogue_day_all_done()} />
      )}
      <ol className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        {lines.map((line, at) => (
          <li
            key={line.listing.id}
            className="flex flex-col gap-3 rounded-lg border border-line bg-card p-4 shadow-card"
          >
            <LineHead line={line} slug={slug} zone={zone} />
            {line.listed === null ? <LineFields line={line} at={at} errors={errors} values={values} /> : null}
          </li>
        ))}
      </ol>
      {isOpen ? (
        <FormActions>
          <SubmitButton icon="check" wide>
            {m.catalogue_day_send()}
          </SubmitButton>
        </FormActions>
      ) : null}
    </form>
  );
}

/** What it is, how it was brought, and whether it is listed already. */
function LineHead({
  line: { listing, before, listed, wanted },
  slug,
  zone,
}: {
  readonly line: DayLine;
  readonly slug: string;
  readonly zone: Zone;
}) {
  const amountOf = (base: bigint) => quantity(base, listing.unit, listing.basePerUnit);
  const growers = before?.shares.map(({ name }) => name).join(", ") ?? "";
  return (
    <div>
      <h2 className="leading-snug font-bold">
        <Link to={`/${slug}/barang/${listing.id}`} className="hover:underline">
          {listing.title}
        </Link>
      </h2>
      {wanted.map((one) => (
        <p key={one.paper} className="text-sm font-semibold text-brick-700">
          {wantedWords(one)}
        </p>
      ))}
      {listed === null ? (
        <p className="tabular text-sm text-ink-soft">
          {before === null
            ? m.catalogue_day_never()
            : growers === ""
              ? m.catalogue_day_before({ day: date(before.day), quantity: amountOf(before.quantityBase) })
              : m.catalogue_day_before_of({
                  day: date(before.day),
                  quantity: amountOf(before.quantityBase),
                  growers,
                })}
        </p>
      ) : (
        <p className="tabular mt-1 flex items-start gap-1.5 font-semibold text-leaf-700">
          <Icon name="check" size={20} />
          <span className="min-w-0">
            {m.catalogue_day_listed({
              at: time(listed.listedAt, zone),
              name: listed.listedByName,
              quantity: amountOf(listed.quantityBase),
              price: `${rupiah(listed.priceRupiah)}/${listing.unit}`,
            })}
          </span>
        </p>
      )}
    </div>
  );
}

function LineFields({
  line: { listing, before },
  at,
  errors,
  values,
}: {
  readonly line: DayLine;
  readonly at: number;
  readonly errors: Errors;
  readonly values: Words;
}) {
  const name = (field: string) => `lines[${at}].${field}`;
  const usual =
    before === null ? "" : decimalOf(before.quantityBase, listing.basePerUnit).replaceAll(".", "");
  const { costRupiah, priceRupiah, unit } = listing;
  return (
    <>
      <input type="hidden" name={name("listingId")} value={listing.id} />
      {before === null ? null : <input type="hidden" name={name("likeDay")} value={before.day} />}
      {/* A unit of many letters ("papan isi 30") leaves half a phone's width no room for its figure. */}
      <div
        className={`grid items-start gap-3 ${unitWords(unit).length > 6 ? "grid-cols-1 sm:grid-cols-2" : "grid-cols-2"}`}
      >
        <WithoutMarks>
          <QuantityInput
            name={name("quantity")}
            label={m.catalogue_day_quantity()}
            unit={unit}
            decimals={isDivisibleUnit(unit) ? 3 : 0}
            defaultValue={values[name("quantity")] ?? usual}
            error={errors[name("quantity")]}
            optional
          />
        </WithoutMarks>
        <RupiahInput
          name={name("price")}
          label={m.catalogue_day_price({ unit })}
          defaultValue={values[name("price")] ?? priceRupiah}
          error={errors[name("price")]}
        />
      </div>
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <PriceStanding
          priceRupiah={listing.paidRupiah}
          ceiling={listing.ceiling}
          market={listing.market}
          unit={unit}
        />
        {listing.ceiling !== null && listing.market !== null ? (
          <span className="tabular text-ink-soft">
            {m.catalogue_price_market({ amount: `${rupiah(listing.market.rupiah)}/${unit}` })}
          </span>
        ) : null}
        {costRupiah === null ? null : (
          <span
            className={`tabular ${priceRupiah < costRupiah ? "font-semibold text-brick-700" : "text-ink-soft"}`}
          >
            {priceRupiah < costRupiah
              ? m.catalogue_day_below_cost({ cost: rupiah(costRupiah) })
              : m.catalogue_day_margin({
                  cost: rupiah(costRupiah),
                  margin: rupiah(priceRupiah - costRupiah),
                  percent: percentOf(priceRupiah - costRupiah, costRupiah),
                })}
          </span>
        )}
      </p>
    </>
  );
}
