import { dateShort, rupiah, unitWords, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { portionClasses } from "../recipe.ts";
import type { ProposedSwap } from "../swap-reads.server.ts";
import { sizeWord } from "./menu-words.ts";

/** What a swap would change, save and why; one tap makes it the day's menu. */
export function SwapProposal({
  swap,
  isCounted,
  idempotencyKey,
  seenVersion,
}: {
  readonly swap: ProposedSwap | null;
  /** Somebody was said to eat today. */
  readonly isCounted: boolean;
  readonly idempotencyKey: string;
  /** The version of the day's menu that it was reckoned for. */
  readonly seenVersion: number;
}) {
  if (!isCounted) return <Callout tone="rice" title={m.menus_swap_uncounted()} />;
  if (swap === null) return <Callout tone="leaf" title={m.menus_swap_none()} />;
  return (
    <Section
      tone="card"
      title={m.menus_swap_saves({
        rupiah: rupiah(swap.savedRupiah),
        heads: whole(swap.heads.small + swap.heads.large),
      })}
    >
      <div className="flex flex-col gap-4">
        <ul className="flex flex-col gap-3">
          {swap.changes.map((change) => (
            <li key={change.from}>
              <p className="font-bold">{m.menus_swap_change({ from: change.from, to: change.to })}</p>
              <ul className="text-sm text-ink-soft">
                {change.reasons.map((reason) => (
                  <li key={reason.food}>
                    {m.menus_swap_reason({
                      food: reason.food,
                      price: rupiah(reason.paidRupiah),
                      unit: unitWords(reason.unit),
                      seller: reason.sellerName,
                      day: dateShort(reason.harvestedOn),
                    })}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
        <ul className="tabular">
          {portionClasses.map((size) => (
            <li key={size}>
              {m.menus_swap_portion({
                size: sizeWord(size),
                before: rupiah(swap.rupiah[size].before),
                after: rupiah(swap.rupiah[size].after),
              })}
            </li>
          ))}
        </ul>
        <p className="text-sm text-ink-soft">
          {m.menus_swap_bounds({ energy: swap.kept.energy, protein: swap.kept.protein })}
        </p>
        <Form idempotencyKey={idempotencyKey}>
          <input type="hidden" name="seenVersion" value={seenVersion} />
          {swap.recipeIds.map((id) => (
            <input key={id} type="hidden" name="dish" value={id} />
          ))}
          <FormActions>
            <SubmitButton icon="check" name="intent" value="swap">
              {m.menus_swap_apply()}
            </SubmitButton>
          </FormActions>
        </Form>
      </div>
    </Section>
  );
}
