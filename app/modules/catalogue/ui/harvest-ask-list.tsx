import { dateLong, decimalOf, quantity, rupiah, time, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink, buttonClass } from "#app/ui/form/button.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { waLink } from "#app/ui/wa-link.ts";
import { isDivisibleUnit } from "../commodity.ts";
import { isAskOpen } from "../harvest-ask.ts";
import type { HarvestAsk } from "../harvest-reads.server.ts";
import { HarvestBadge } from "./harvest-badge.tsx";

export type AskShown = HarvestAsk & {
  /** What its link opens, while it opens anything. */
  readonly address: string | null;
};

/** Asks about the same goods for the same day. */
export type AskGroup = { readonly key: string; readonly asks: readonly AskShown[] };

export type AskGroupProps = {
  readonly group: AskGroup;
  readonly now: Date;
  readonly zone: Zone;
  readonly mayAsk: boolean;
  /** Where what comes in of these goods is weighed; null for who does not weigh. */
  readonly weighTo: string | null;
  readonly idempotencyKey: string;
  /** Of the one form that was just refused. */
  readonly refused: {
    readonly askId: string;
    readonly errors: Readonly<Record<string, readonly string[]>>;
    readonly values: Readonly<Record<string, string>>;
  } | null;
};

/** One day's harvest of one kind of goods: how much was asked and is promised, and by whom. */
export function AskGroupSection({ group, weighTo, ...rest }: AskGroupProps) {
  const [first] = group.asks;
  if (!first) return null;
  const standing = group.asks.filter(({ ask }) => ask.state !== "withdrawn");
  const sum = (of: (one: AskShown) => bigint) => standing.reduce((total, one) => total + of(one), 0n);
  const amount = (base: bigint) => quantity(base, first.unit, first.basePerUnit);
  return (
    <Section
      tone="flush"
      title={`${first.title} · ${dateLong(first.ask.onDay)}`}
      lead={m.catalogue_ask_sum({
        promised: amount(sum(({ ask }) => ask.promisedBase ?? 0n)),
        asked: amount(sum(({ ask }) => ask.quantityBase)),
        waiting: standing.filter(({ ask }) => ask.state === "asked").length,
      })}
      actions={
        weighTo === null || standing.every(({ ask }) => ask.state === "brought") ? undefined : (
          <ButtonLink to={weighTo} variant="secondary" size="small" icon="scale">
            {m.catalogue_slip_title()}
          </ButtonLink>
        )
      }
    >
      <ul className="divide-y divide-line">
        {group.asks.map((one) => (
          <AskRow key={one.ask.id} one={one} {...rest} />
        ))}
      </ul>
    </Section>
  );
}

function shareText({ ask, address, ...one }: AskShown, zone: Zone): string {
  return m.catalogue_ask_share_text({
    name: one.producer,
    quantity: quantity(ask.quantityBase, one.unit, one.basePerUnit),
    commodity: one.commodity,
    day: dateLong(ask.onDay),
    time: time(ask.bringBy, zone),
    price: rupiah(ask.priceRupiah),
    unit: one.unit,
    seller: one.sellerName,
    link: address ?? "",
  });
}

type RowProps = Omit<AskGroupProps, "group" | "weighTo"> & { readonly one: AskShown };

function AskRow({ one, now, zone, mayAsk, idempotencyKey, refused }: RowProps) {
  const { ask, producer, phone, unit, basePerUnit } = one;
  const amount = (base: bigint) => quantity(base, unit, basePerUnit);
  const isOpen = isAskOpen(ask, now);
  return (
    <li className="flex flex-col gap-3 px-4 py-4 sm:px-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h3 className="font-bold">{producer}</h3>
          <p className="tabular text-sm text-ink-soft">
            {m.catalogue_ask_row({
              asked: amount(ask.quantityBase),
              time: time(ask.bringBy, zone),
              price: rupiah(ask.priceRupiah),
              unit,
            })}
          </p>
          {ask.promisedBase === null || ask.promisedBase === 0n ? null : (
            <p className="tabular font-semibold">
              {m.catalogue_ask_promises({ quantity: amount(ask.promisedBase) })}
            </p>
          )}
        </div>
        <HarvestBadge state={ask.state} />
      </div>
      {mayAsk && isOpen ? (
        <div className="flex flex-wrap items-start gap-2">
          {one.address === null || ask.state !== "asked" ? null : (
            <ButtonLink
              to={waLink(shareText(one, zone), phone)}
              variant="secondary"
              size="small"
              icon="chat"
              external
            >
              {m.catalogue_ask_send()}
            </ButtonLink>
          )}
          <AskDeeds
            one={one}
            idempotencyKey={idempotencyKey}
            refused={refused?.askId === ask.id ? refused : null}
          />
        </div>
      ) : null}
    </li>
  );
}

/** What an officer does for a producer without the link: write down what was said, or take the question back. */
function AskDeeds({ one, idempotencyKey, refused }: Pick<RowProps, "one" | "idempotencyKey" | "refused">) {
  const { ask, unit, basePerUnit } = one;
  const key = `${idempotencyKey}-${ask.id}`;
  return (
    <>
      <details open={refused !== null} className="max-w-full">
        <summary className={`${buttonClass("secondary", "small")} list-none`}>
          {m.catalogue_ask_by_phone()}
        </summary>
        <div className="pt-3">
          <Form idempotencyKey={`${key}-answer`}>
            <input type="hidden" name="askId" value={ask.id} />
            <QuantityInput
              name="quantity"
              label={m.catalogue_ask_by_phone_label()}
              hint={m.catalogue_ask_by_phone_hint()}
              unit={unit}
              decimals={isDivisibleUnit(unit) ? 3 : 0}
              defaultValue={
                refused?.values["quantity"] ?? decimalOf(ask.quantityBase, basePerUnit).replaceAll(".", "")
              }
              error={refused?.errors["quantity"] ?? refused?.errors[""]}
            />
            <SubmitButton name="intent" value="answer" size="small" icon="check">
              {m.catalogue_ask_by_phone_action()}
            </SubmitButton>
          </Form>
        </div>
      </details>
      <Form idempotencyKey={`${key}-withdraw`}>
        <input type="hidden" name="askId" value={ask.id} />
        <SubmitButton name="intent" value="withdraw" variant="quiet" size="small">
          {m.catalogue_ask_withdraw()}
        </SubmitButton>
      </Form>
    </>
  );
}
