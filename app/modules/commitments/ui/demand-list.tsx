import { Link } from "@remix-run/react";
import { dateLong, decimalOf, quantity, rupiah, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { buttonClass } from "#app/ui/form/button.tsx";
import { FieldRow, Form } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import type { OfferDraft } from "../offer-draft.ts";

/** An offer that could be sent, or why none of such goods can be for that day. */
type ShownOffer = Omit<OfferDraft, "paperFault"> & { readonly keptBack: string | null };

export type DemandListProps = {
  readonly offers: readonly ShownOffer[];
  readonly slug: string;
  readonly mayOffer: boolean;
  readonly keyBase: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Lines of kitchens that still lack goods, each with an offer that is ready to send. */
export function DemandList({ offers, ...rest }: DemandListProps) {
  return (
    <ul className="flex flex-col gap-3">
      {byLine(offers).map((line) => (
        <DemandCard key={line[0].orderLineId} offers={line} {...rest} />
      ))}
    </ul>
  );
}

type OffersOfLine = readonly [ShownOffer, ...ShownOffer[]];

/** A line may be filled out of several listings: by the kilo, or by the tray. */
function byLine(offers: readonly ShownOffer[]): OffersOfLine[] {
  const lines = new Map<string, OffersOfLine>();
  for (const offer of offers) {
    const known = lines.get(offer.orderLineId);
    lines.set(offer.orderLineId, known ? [...known, offer] : [offer]);
  }
  return [...lines.values()];
}

function DemandCard({
  offers,
  slug,
  ...rest
}: Omit<DemandListProps, "offers"> & { readonly offers: OffersOfLine }) {
  const [line] = offers;
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-line bg-card p-4 shadow-card sm:p-5">
      <div>
        <h2 className="text-lg leading-snug font-bold">
          {quantity(line.missingBase, line.lineUnit, line.lineBasePerUnit)} {line.commodity}
        </h2>
        <p className="text-ink-soft">{line.buyerName}</p>
      </div>
      <Facts
        facts={[
          { label: m.commitments_detail_day(), value: dateLong(line.deliveryDay) },
          { label: m.commitments_detail_grade(), value: line.gradeCode },
          {
            label: m.commitments_demand_most(),
            value: <Money amount={line.ceilingRupiah} per={line.lineUnit} />,
          },
        ]}
      />
      {line.keptBack === null ? null : <KeptBack because={line.keptBack} slug={slug} />}
      {rest.mayOffer && line.keptBack === null
        ? offers.map((offer) => <OfferDoor key={offer.listingId} offer={offer} {...rest} />)
        : null}
    </li>
  );
}

/** Why nothing can be offered, and the way to where the paper is handed in. */
function KeptBack({ because, slug }: { readonly because: string; readonly slug: string }) {
  return (
    <div className="text-sm">
      <p className="font-semibold text-brick-700">{because}</p>
      <Link to={`/${slug}/organisasi`} className="inline-flex min-h-11 items-center underline">
        {m.catalogue_paper_where()}
      </Link>
    </div>
  );
}

/** Opens the offer out of one listing. */
function OfferDoor({
  offer,
  keyBase,
  errors,
  values,
}: Pick<DemandListProps, "keyBase" | "errors" | "values"> & { readonly offer: ShownOffer }) {
  const isTried = values["orderLineId"] === offer.orderLineId && values["listingId"] === offer.listingId;
  return (
    <details open={isTried}>
      <summary className={`${buttonClass("secondary", undefined, true)} list-none`}>
        <Icon name="plus" />
        {m.commitments_demand_open({ price: `${rupiah(offer.priceRupiah)}/${unitWords(offer.unit)}` })}
      </summary>
      <OfferForm
        offer={offer}
        idempotencyKey={`${keyBase}-${offer.orderLineId}-${offer.listingId}`}
        errors={isTried ? errors : {}}
        values={isTried ? values : {}}
      />
    </details>
  );
}

function OfferForm({
  offer,
  idempotencyKey,
  errors,
  values,
}: Pick<DemandListProps, "errors" | "values"> & {
  readonly offer: ShownOffer;
  readonly idempotencyKey: string;
}) {
  const { unit, basePerUnit, lots } = offer;
  return (
    <div className="pt-4">
      <Form idempotencyKey={idempotencyKey}>
        <input type="hidden" name="orderLineId" value={offer.orderLineId} />
        <input type="hidden" name="listingId" value={offer.listingId} />
        {lots.length === 1 ? (
          <input type="hidden" name="lotId" value={offer.lotId} />
        ) : (
          <Select
            name="lotId"
            label={m.commitments_demand_lot()}
            options={lots.map((lot, at) => ({
              value: lot.lotId,
              label: m.commitments_demand_lot_left({
                number: at + 1,
                quantity: quantity(lot.availableBase, unit, basePerUnit),
              }),
            }))}
            defaultValue={values["lotId"] ?? offer.lotId}
            error={errors["lotId"]}
          />
        )}
        <FieldRow>
          <QuantityInput
            name="quantity"
            label={m.commitments_demand_quantity()}
            unit={unit}
            defaultValue={values["quantity"] ?? decimalOf(offer.usualBase, basePerUnit).replaceAll(".", "")}
            error={errors["quantity"]}
          />
          <RupiahInput
            name="price"
            label={m.commitments_demand_price()}
            hint={m.commitments_demand_price_hint({ amount: rupiah(offer.mostRupiah) })}
            suffix={`/${unitWords(unit)}`}
            defaultValue={values["price"] ?? offer.usualRupiah}
            error={errors["price"]}
          />
        </FieldRow>
        <SubmitButton icon="check" wide>
          {m.commitments_demand_action()}
        </SubmitButton>
      </Form>
    </div>
  );
}
