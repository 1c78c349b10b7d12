import { dateShort, decimalOf, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Progress } from "#app/ui/feedback/progress.tsx";
import { buttonClass } from "#app/ui/form/button.tsx";
import { FieldRow, Form } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import type { OwnLot } from "../listing-reads.server.ts";
import { lossOptions } from "./loss-words.ts";
import { lotFields } from "./lot-fields.ts";

export type LotCardProps = {
  readonly lot: OwnLot;
  readonly origin: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly today: string;
  readonly mayRegister: boolean;
  /** Where a part of it may be brought; none where its seller has no other place, or may not. */
  readonly places: readonly Option[];
  readonly idempotencyKey: string;
  /** Of this lot's own form, when it was just refused. */
  readonly errors: Readonly<Record<string, readonly string[]>> | null;
  readonly values: Readonly<Record<string, string>>;
};

/** One batch of real goods: where from, whose, how long it keeps, and where every part of it went. */
export function LotCard(props: LotCardProps) {
  const { lot, origin, unit, basePerUnit, today, mayRegister, errors } = props;
  const amount = (base: bigint) => quantity(base, unit, basePerUnit);
  const isOver = lot.expiresOn < today;
  const canMove =
    props.places.length > 0 &&
    lot.availableBase > 0n &&
    lot.harvestedOn <= today &&
    !isOver &&
    !lot.isInCustody;
  const gone = [
    lot.reservedBase > 0n ? m.catalogue_lot_reserved({ quantity: amount(lot.reservedBase) }) : null,
    lot.shippedBase > 0n ? m.catalogue_lot_shipped({ quantity: amount(lot.shippedBase) }) : null,
    lot.lostBase > 0n ? m.catalogue_lot_lost({ quantity: amount(lot.lostBase) }) : null,
    lot.movedOutBase > 0n ? m.catalogue_lot_moved_out({ quantity: amount(lot.movedOutBase) }) : null,
    lot.movedInBase > 0n ? m.catalogue_lot_moved_in({ quantity: amount(lot.movedInBase) }) : null,
  ].filter((part) => part !== null);
  return (
    <li className="flex flex-col gap-3 px-4 py-4 sm:px-6">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h3 className="font-bold">{m.catalogue_lot_title({ day: dateShort(lot.harvestedOn) })}</h3>
          <p className="text-sm text-ink-soft">{origin}</p>
        </div>
        <Badge tone={isOver ? "brick" : lot.expiresOn === today ? "rice" : "neutral"} icon="clock">
          {isOver
            ? m.catalogue_lot_expired({ day: dateShort(lot.expiresOn) })
            : m.catalogue_lot_keeps({ day: dateShort(lot.expiresOn) })}
        </Badge>
      </div>
      <Progress
        label={m.catalogue_lot_left()}
        value={Number(lot.availableBase)}
        max={Number(lot.quantityBase)}
        display={m.catalogue_lot_of({ left: amount(lot.availableBase), all: amount(lot.quantityBase) })}
        note={gone.length === 0 ? undefined : gone.join(" · ")}
      />
      {lot.sources.length === 0 ? null : (
        <p className="text-sm text-ink-soft">
          {m.catalogue_lot_from({
            names: lot.sources
              .map((source) => `${source.producerName} (${amount(source.quantityBase)})`)
              .join(", "),
          })}
        </p>
      )}
      {lot.availableFrom > today ? (
        <p className="text-sm text-ink-soft">
          {m.catalogue_lot_from_day({ day: dateShort(lot.availableFrom) })}
        </p>
      ) : null}
      {mayRegister && lot.availableBase > 0n ? (
        <details open={errors !== null && props.values["intent"] === "loss"}>
          <summary className={`${buttonClass("quiet", "small")} list-none`}>
            {m.catalogue_loss_open()}
          </summary>
          <LossForm {...props} />
        </details>
      ) : null}
      {canMove ? (
        <details open={errors !== null && props.values["intent"] === "part"}>
          <summary className={`${buttonClass("quiet", "small")} list-none`}>
            {m.catalogue_part_open()}
          </summary>
          <PartForm {...props} />
        </details>
      ) : null}
    </li>
  );
}

/** A part of the lot to another place of its seller. */
function PartForm({ lot, unit, basePerUnit, places, idempotencyKey, errors, values }: LotCardProps) {
  const isThis = errors !== null && values["intent"] === "part";
  const typed = isThis ? values : {};
  const wrong = isThis ? errors : {};
  const { quantityBase: quantityName, warehouseId: placeName } = lotFields(lot.id).part;
  return (
    <div className="flex flex-col gap-3 pt-3">
      <p className="text-sm text-ink-soft">{m.catalogue_part_lead()}</p>
      <Form idempotencyKey={`${idempotencyKey}-part`} keepScroll>
        <input type="hidden" name="lotId" value={lot.id} />
        <FieldRow>
          <LotQuantity
            name={quantityName}
            label={m.catalogue_part_quantity()}
            lot={lot}
            unit={unit}
            basePerUnit={basePerUnit}
            typed={typed}
            wrong={wrong}
          />
          <Select
            name={placeName}
            label={m.catalogue_part_to()}
            options={places}
            defaultValue={typed[placeName] ?? places[0]?.value}
            error={wrong[placeName]}
            optional
          />
        </FieldRow>
        <SubmitButton variant="secondary" icon="truck" name="intent" value="part">
          {m.catalogue_part_action()}
        </SubmitButton>
      </Form>
    </div>
  );
}

function LossForm({ lot, unit, basePerUnit, idempotencyKey, errors, values }: LotCardProps) {
  const isThis = errors !== null && values["intent"] === "loss";
  const typed = isThis ? values : {};
  const wrong = isThis ? errors : {};
  const { quantityBase: quantityName, reason: reasonName } = lotFields(lot.id).loss;
  return (
    <div className="pt-3">
      <Form idempotencyKey={idempotencyKey} keepScroll>
        <input type="hidden" name="intent" value="loss" />
        <input type="hidden" name="lotId" value={lot.id} />
        <FieldRow>
          <LotQuantity
            name={quantityName}
            label={m.catalogue_loss_quantity()}
            lot={lot}
            unit={unit}
            basePerUnit={basePerUnit}
            typed={typed}
            wrong={wrong}
          />
          <Select
            name={reasonName}
            label={m.catalogue_loss_reason()}
            options={lossOptions()}
            defaultValue={typed[reasonName] ?? "spoiled"}
            error={wrong[reasonName]}
          />
        </FieldRow>
        <SubmitButton variant="secondary" icon="minus">
          {m.catalogue_loss_action()}
        </SubmitButton>
      </Form>
    </div>
  );
}

/** How much of the lot it is about: no more than is left of it. What is wrong with no field in particular is said here. */
function LotQuantity({
  name,
  label,
  lot,
  unit,
  basePerUnit,
  typed,
  wrong,
}: Pick<LotCardProps, "lot" | "unit" | "basePerUnit"> & {
  readonly name: string;
  readonly label: string;
  readonly typed: LotCardProps["values"];
  readonly wrong: NonNullable<LotCardProps["errors"]>;
}) {
  return (
    <QuantityInput
      name={name}
      label={label}
      hint={m.catalogue_loss_most({ quantity: `${decimalOf(lot.availableBase, basePerUnit)} ${unit}` })}
      unit={unit}
      defaultValue={typed[name]}
      error={wrong[name] ?? wrong[""]}
    />
  );
}
