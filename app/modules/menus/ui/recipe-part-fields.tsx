import { decimalOf } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { Oddity } from "../food.ts";
import type { PartDraft } from "../recipe-draft.ts";
import { oddityWord } from "./menu-words.ts";

export type ShownFood = {
  readonly id: string;
  readonly name: string;
  readonly ediblePermille: number | null;
  readonly isUsable: boolean;
  readonly oddities: readonly Oddity[];
  readonly isOwn: boolean;
  readonly isCounted: boolean;
};

type Errors = Readonly<Record<string, readonly string[]>>;
type Row = {
  readonly part: PartDraft;
  readonly number: number;
  readonly label: string;
  readonly errors: Errors;
};

/** One row of a recipe card: a food by its grams on the tray, or another card by its portions. */
export function RecipePartFields(row: Row & { readonly food: ShownFood | undefined }) {
  const { part, number, label, food, errors } = row;
  const name = (field: string) => `parts[${part.at}].${field}`;
  const error = (field: string) => errors[name(field)] ?? null;
  const unit = part.dishId === "" ? "g" : m.menus_unit_portion();
  return (
    <li aria-label={label} className="grid gap-3 rounded-lg border border-line bg-card p-4">
      <input type="hidden" name={name("foodId")} value={part.foodId} />
      <input type="hidden" name={name("dishId")} value={part.dishId} />
      <header className="flex items-start justify-between gap-3">
        <h4 className="min-w-0 pt-1.5 font-bold">
          <span className="tabular mr-2 text-ink-faint">{number}.</span>
          {label}
          {food?.ediblePermille == null ? null : (
            <span className="block text-sm font-normal text-ink-soft">
              {m.menus_food_edible({ percent: decimalOf(BigInt(food.ediblePermille), 10n) })}
            </span>
          )}
        </h4>
        <SubmitButton variant="quiet" size="small" icon="x" name="intent" value={`remove-${part.at}`}>
          {m.menus_part_remove()}
        </SubmitButton>
      </header>
      <div className="grid grid-cols-2 items-start gap-3">
        <QuantityInput
          name={name("small")}
          label={m.menus_size_small()}
          unit={unit}
          defaultValue={part.small}
          error={error("small") ?? error("foodId") ?? error("dishId")}
        />
        <QuantityInput
          name={name("large")}
          label={m.menus_size_large()}
          unit={unit}
          defaultValue={part.large}
          error={error("large")}
        />
      </div>
      <Oddities {...row} />
      {part.dishId === "" ? <MoreFields {...row} /> : null}
    </li>
  );
}

/** What is odd about the food, and the box for the reason why it is used all the same. */
function Oddities({ part, food, errors }: Row & { readonly food: ShownFood | undefined }) {
  if (!food || food.oddities.length === 0) return null;
  const name = `parts[${part.at}].oddityReason`;
  return (
    <div className="grid gap-2 rounded-md border border-rice-200 bg-rice-50 p-3">
      <p className="flex items-start gap-1.5 text-sm font-semibold text-rice-800">
        <Icon name="alert" size={18} /> {food.oddities.map((one) => oddityWord(one)).join(" ")}
      </p>
      <TextInput
        name={name}
        label={m.menus_part_oddity()}
        defaultValue={part.oddityReason}
        maxLength={200}
        error={errors[name] ?? null}
      />
    </div>
  );
}

function MoreFields({ part, food, errors }: Row & { readonly food: ShownFood | undefined }) {
  const name = (field: string) => `parts[${part.at}].${field}`;
  const error = (field: string) => errors[name(field)] ?? null;
  const isCounted = food?.isCounted || part.smallPieces !== "" || part.largePieces !== "";
  const isOpen =
    part.yieldPercent + part.smallPieces + part.allowancePercent + part.cutSpec !== "" ||
    Object.keys(errors).some((field) => field.startsWith(`parts[${part.at}].`));
  return (
    <details open={isOpen}>
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-leaf-700">
        {m.menus_part_more()}
      </summary>
      <div className="grid grid-cols-2 items-end gap-3 pt-2">
        <TextInput
          name={name("cutSpec")}
          label={m.menus_part_cut()}
          defaultValue={part.cutSpec}
          maxLength={80}
          error={error("cutSpec")}
          optional
        />
        <QuantityInput
          name={name("yieldPercent")}
          label={m.menus_part_yield()}
          unit="%"
          decimals={0}
          defaultValue={part.yieldPercent}
          error={error("yieldPercent")}
          optional
        />
        {isCounted ? (
          <>
            <QuantityInput
              name={name("smallPieces")}
              label={m.menus_part_pieces_small()}
              unit={m.menus_unit_piece()}
              defaultValue={part.smallPieces}
              error={error("smallPieces")}
              optional
            />
            <QuantityInput
              name={name("largePieces")}
              label={m.menus_part_pieces_large()}
              unit={m.menus_unit_piece()}
              defaultValue={part.largePieces}
              error={error("largePieces")}
              optional
            />
          </>
        ) : null}
        <QuantityInput
          name={name("allowancePercent")}
          label={m.menus_part_allowance()}
          unit="%"
          decimals={2}
          defaultValue={part.allowancePercent}
          error={error("allowancePercent")}
          optional
        />
      </div>
    </details>
  );
}
