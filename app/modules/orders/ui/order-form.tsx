import { type ReactNode, useEffect, useRef } from "react";
import { clockTime, dateShort, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { goodsClasses } from "#app/kernel/goods-class.ts";
import { categoryWord } from "#app/modules/catalogue/ui/category-word.ts";
import { goodsClassName } from "#app/modules/regions/ui/goods-class-name.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { fieldId } from "#app/ui/form/field.tsx";
import { FieldRow, Form } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { useSettledChanges } from "#app/ui/form/settled-changes.ts";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { type OrderDraft, packFrom, type Tally } from "../order-draft.ts";
import type { OrderGround } from "../order-ground-reads.server.ts";
import { type GoodsChoice, OrderLineFields } from "./order-line-fields.tsx";

export type OrderFormProps = {
  readonly idempotencyKey: string;
  readonly ground: OrderGround;
  /** What the boxes hold when they are drawn; a row that is already there keeps what was typed into it. */
  readonly draft: OrderDraft;
  /** The newest reading of the boxes, with what they come to. */
  readonly latest: OrderDraft;
  readonly tally: Tally;
  readonly goods: readonly GoodsChoice[];
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** Something in the form changed; called with the form at rest. */
  readonly onChange: (form: HTMLFormElement) => void;
  /** The buttons that end it. */
  readonly children: ReactNode;
};

/** Writes an order, row by row. Rows come and go by submitting, so that it works without JavaScript. */
export function OrderForm(props: OrderFormProps) {
  const { idempotencyKey, draft, errors, onChange } = props;
  const inside = useRef<HTMLDivElement>(null);
  useFocusOnNewRow(draft);
  useSettledChanges(inside, onChange);
  return (
    <Form idempotencyKey={idempotencyKey} keepScroll>
      {/* Enter in a box reckons anew; without this it would press the first button, which removes a row. */}
      <button type="submit" name="intent" value="count" tabIndex={-1} aria-hidden="true" className="sr-only">
        {m.orders_form_count()}
      </button>
      {draft.version === "" ? null : <input type="hidden" name="version" value={draft.version} />}
      <ErrorSummary errors={errors} />
      <div ref={inside}>
        <Split aside={<Summary {...props} />}>
          <WhenAndBudget {...props} />
          <Rows {...props} />
        </Split>
      </div>
    </Form>
  );
}

/** A row just added wants its quantity. */
function useFocusOnNewRow(draft: OrderDraft): void {
  const seen = useRef(draft.lines.length);
  useEffect(() => {
    const newest = draft.lines.at(-1);
    if (newest && draft.lines.length > seen.current)
      document.getElementById(fieldId(`lines[${newest.at}].quantity`))?.focus();
    seen.current = draft.lines.length;
  }, [draft]);
}

const SUPPLIERS_OFFERED = [1, 2, 3, 4, 5];

function WhenAndBudget({ ground, draft, errors }: OrderFormProps) {
  const error = (name: string) => errors[name] ?? null;
  return (
    <Section tone="card" title={m.orders_form_when()}>
      <div className="flex flex-col gap-5">
        <FieldRow>
          <DateInput
            name="deliveryDay"
            label={m.orders_form_day()}
            hint={m.orders_form_day_hint({
              time: clockTime(ground.cutOffTime),
              days: ground.cutOffDaysBefore,
              first: dateShort(ground.firstDay),
            })}
            min={ground.today}
            defaultValue={draft.deliveryDay}
            error={error("deliveryDay")}
          />
        </FieldRow>
        <div className="grid grid-cols-2 items-start gap-4">
          <DateInput
            kind="time"
            name="windowStart"
            label={m.orders_form_from()}
            defaultValue={draft.windowStart}
            error={error("windowStart")}
          />
          <DateInput
            kind="time"
            name="windowEnd"
            label={m.orders_form_until()}
            defaultValue={draft.windowEnd}
            error={error("windowEnd")}
          />
        </div>
        {ground.windows === null ? null : <UsualHours windows={ground.windows} />}
        {ground.budgets.length === 0 ? (
          <Callout tone="rice" title={m.orders_form_budget_missing()} />
        ) : (
          <Select
            name="budgetId"
            label={m.orders_form_budget()}
            placeholder={m.orders_form_budget_none()}
            options={ground.budgets.map((budget) => ({
              value: budget.id,
              label: m.orders_form_budget_option({
                fund: budget.fund,
                free: rupiah(budget.availableRupiah),
                until: dateShort(budget.endsOn),
              }),
            }))}
            defaultValue={draft.budgetId}
            error={error("budgetId")}
            optional
          />
        )}
        <details
          className="group"
          open={
            draft.note !== "" ||
            draft.urgencyClass !== "1" ||
            draft.suppliersPerLineMax !== "" ||
            error("note") !== null
          }
        >
          <summary className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700">
            <span className="transition-transform group-open:rotate-180">
              <Icon name="down" size={18} />
            </span>
            {m.orders_form_extra()}
          </summary>
          <div className="flex flex-col gap-5 pt-2">
            <FieldRow>
              <Select
                name="urgencyClass"
                label={m.orders_form_urgency()}
                options={[
                  { value: "0", label: m.orders_form_urgency_0() },
                  { value: "1", label: m.orders_form_urgency_1() },
                  { value: "2", label: m.orders_form_urgency_2() },
                ]}
                defaultValue={draft.urgencyClass}
                error={error("urgencyClass")}
              />
              <Select
                name="suppliersPerLineMax"
                label={m.orders_form_suppliers()}
                hint={m.orders_form_suppliers_hint()}
                placeholder={m.orders_form_suppliers_any()}
                options={SUPPLIERS_OFFERED.map((count) => ({
                  value: String(count),
                  label: m.orders_form_suppliers_most({ count }),
                }))}
                defaultValue={draft.suppliersPerLineMax}
                error={error("suppliersPerLineMax")}
                optional
              />
            </FieldRow>
            <Textarea
              name="note"
              label={m.orders_form_note()}
              rows={2}
              maxLength={500}
              defaultValue={draft.note}
              error={error("note")}
              optional
            />
          </div>
        </details>
      </div>
    </Section>
  );
}

function Rows({ ground, draft, latest, tally, goods, errors }: OrderFormProps) {
  const unitNow = (at: number, pack: string) =>
    packFrom(latest.lines.find((line) => line.at === at)?.pack ?? pack)?.unit ?? "";
  return (
    <Section title={m.orders_form_goods()}>
      {draft.lines.length === 0 ? (
        <p className="mb-4 text-ink-soft">{m.orders_form_no_goods()}</p>
      ) : (
        <ol className="mb-4 grid grid-cols-1 gap-3">
          {draft.lines.map((line, position) => (
            <OrderLineFields
              key={line.at}
              line={line}
              unit={unitNow(line.at, line.pack)}
              number={position + 1}
              goods={goods.find((each) => each.code === line.commodityCode)}
              tally={tally.byRow[line.at]}
              errors={errors}
            />
          ))}
        </ol>
      )}
      <div className="grid items-end gap-3 rounded-lg border border-dashed border-edge p-4 sm:grid-cols-[1fr_auto]">
        <Select
          key={draft.lines.length}
          name="adding"
          label={m.orders_form_add()}
          placeholder={m.orders_form_add_placeholder()}
          options={ground.goods.map((each) => ({
            value: each.code,
            label: each.name,
            group: categoryWord(each.category),
          }))}
          error={errors["adding"] ?? errors["lines"] ?? null}
        />
        <SubmitButton variant="secondary" icon="plus" name="intent" value="add">
          {m.orders_form_add_action()}
        </SubmitButton>
      </div>
    </Section>
  );
}

function Summary({ ground, latest, tally, children }: OrderFormProps) {
  const budget = ground.budgets.find((each) => each.id === latest.budgetId);
  const after = budget ? budget.availableRupiah - tally.worstRupiah : null;
  return (
    <div className="lg:sticky lg:top-6">
      <Section tone="card" title={m.orders_form_sum()}>
        <div aria-live="polite">
          <Facts
            facts={[
              { label: m.orders_form_sum_lines(), value: String(latest.lines.length) },
              {
                label: m.orders_form_sum_worst(),
                value: (
                  <span className="text-lg font-extrabold whitespace-nowrap">
                    {rupiah(tally.worstRupiah)}
                  </span>
                ),
              },
              ...(tally.worstTaxRupiah > 0n
                ? [
                    {
                      label: m.orders_form_sum_tax(),
                      value: <Nowrap>{rupiah(tally.worstTaxRupiah)}</Nowrap>,
                    },
                  ]
                : []),
              ...(budget
                ? [
                    {
                      label: m.orders_form_sum_free(),
                      value: <Nowrap>{rupiah(budget.availableRupiah)}</Nowrap>,
                    },
                  ]
                : []),
              ...(after !== null && after >= 0n
                ? [{ label: m.orders_form_sum_after(), value: <Nowrap>{rupiah(after)}</Nowrap> }]
                : []),
            ]}
          />
          {after !== null && after < 0n ? (
            <Callout tone="brick" title={m.orders_form_sum_over({ amount: rupiah(-after) })} />
          ) : null}
        </div>
        <p className="mt-3 mb-4 text-sm text-ink-soft">{m.orders_form_sum_hint()}</p>
        <div className="flex flex-col gap-2">{children}</div>
        <noscript>
          <p className="mt-3">
            <button type="submit" name="intent" value="count" className="min-h-11 font-semibold underline">
              {m.orders_form_count()}
            </button>
          </p>
        </noscript>
      </Section>
    </div>
  );
}

/** An amount is read in one piece, however narrow the column. */
function Nowrap({ children }: { readonly children: string }) {
  return <span className="whitespace-nowrap">{children}</span>;
}

/** When the kitchen takes which goods: classes that come within the same hours in one line. */
function UsualHours({ windows }: { readonly windows: NonNullable<OrderGround["windows"]> }) {
  const byHours = new Map<string, string[]>();
  for (const goodsClass of goodsClasses) {
    const { windowStart, windowEnd } = windows[goodsClass];
    const hours = `${clockTime(windowStart)}–${clockTime(windowEnd)}`;
    byHours.set(hours, [...(byHours.get(hours) ?? []), goodsClassName(goodsClass)]);
  }
  return (
    <ul className="text-sm text-ink-soft">
      {[...byHours].map(([hours, names]) => (
        <li key={hours}>{m.orders_form_usual_hours({ hours, goods: names.join(", ") })}</li>
      ))}
    </ul>
  );
}
