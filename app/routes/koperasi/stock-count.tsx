import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateShort, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { countLots } from "#app/modules/catalogue/count-lots.server.ts";
import { COUNT_LOTS_MAX } from "#app/modules/catalogue/lot.ts";
import { lotsInStore } from "#app/modules/catalogue/lots-in-store-reads.server.ts";
import { warehouseNames } from "#app/modules/catalogue/warehouse-reads.server.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { WithoutMarks } from "#app/ui/form/field.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** The own address, among warehouses. */
const OWN = "sendiri";

const Asked = z.object({ gudang: z.string().max(60).optional(), after: PageRequest.shape.after });

function askedIn(request: Request) {
  const asked = new URL(request.url).searchParams;
  return readAddress(Asked, {
    gudang: asked.get("gudang") || undefined,
    after: asked.get("after") || undefined,
  });
}

/** Stock opname: what lies in the store by the book, to be counted lot by lot. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "lots.register");
  const today = dayOf(call.at, organisation.timeZone);
  const stores = await warehouseNames(organisation.id);
  const { gudang, after } = askedIn(request);
  // Whoever counts stands in one store: the first, until another is chosen.
  const store = stores.length === 0 ? undefined : (gudang ?? stores[0]?.id);
  const { rows, next } = await lotsInStore(
    organisation.id,
    { today, warehouseId: store === OWN ? null : store },
    { limit: COUNT_LOTS_MAX, after },
  );
  return {
    lots: rows,
    next,
    isFirst: after === undefined,
    stores,
    store: store ?? null,
    today,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "lots.register");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: countLots,
    input: (fields) => ({ counts: countsIn(fields) }),
    to: () => {
      const { gudang } = askedIn(request);
      return `/${organisation.slug}/barang/opname${gudang === undefined ? "" : `?gudang=${encodeURIComponent(gudang)}`}`;
    },
    flash: ({ counted, lostLots }) =>
      lostLots === 0
        ? m.catalogue_count_agrees({ count: counted })
        : m.catalogue_count_done({ count: counted, lost: lostLots }),
  });
});

/** Only what was filled in was counted; what cannot be read is refused by the command. */
function countsIn(form: FormFields) {
  return form.texts("lot").flatMap((line) => {
    const [lotId = "", seenBase = "", basePerUnit = "1"] = line.split("/");
    const typed = form.text(`counted-${lotId}`);
    if (!typed) return [];
    const perUnit = /^[1-9]\d{0,11}$/.test(basePerUnit) ? BigInt(basePerUnit) : 1n;
    return [{ lotId, seenBase, countedBase: parseQuantity(typed, perUnit)?.toString() ?? typed }];
  });
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_count_title()) }];

export default function StockCount() {
  const { lots, next, isFirst, stores, store, today, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const here = `/${slug}/barang/opname`;
  const inStore = store === null ? `${here}?` : `${here}?gudang=${store}&`;
  return (
    <Page
      title={m.catalogue_count_title()}
      lead={m.catalogue_count_lead()}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/barang`, label: m.catalogue_list_title() }]}
    >
      {stores.length === 0 ? null : (
        <Tabs
          label={m.catalogue_warehouses_title()}
          tabs={[
            ...stores.map(({ id, name }) => ({
              to: `${here}?gudang=${id}`,
              label: name,
              current: id === store,
            })),
            {
              to: `${here}?gudang=${OWN}`,
              label: m.catalogue_warehouse_own_address(),
              current: store === OWN,
            },
          ]}
        />
      )}
      <ErrorSummary errors={answer?.errors ?? {}} />
      <Section tone="card">
        {lots.length === 0 ? (
          <EmptyState icon="box" title={m.catalogue_count_empty()}>
            {m.catalogue_count_empty_text()}
          </EmptyState>
        ) : (
          <Form idempotencyKey={key}>
            <WithoutMarks>
              {lots.map((lot) => (
                <div key={lot.id}>
                  <input type="hidden" name="lot" value={`${lot.id}/${lot.storedBase}/${lot.basePerUnit}`} />
                  <QuantityInput
                    name={`counted-${lot.id}`}
                    label={lot.title}
                    unit={lot.unit}
                    hint={
                      lot.expiresOn < today
                        ? m.catalogue_count_expired({
                            book: quantity(lot.storedBase, lot.unit, lot.basePerUnit),
                            day: dateShort(lot.expiresOn),
                          })
                        : m.catalogue_count_book({
                            book: quantity(lot.storedBase, lot.unit, lot.basePerUnit),
                            day: dateShort(lot.harvestedOn),
                          })
                    }
                    defaultValue={answer?.values[`counted-${lot.id}`]}
                    optional
                  />
                </div>
              ))}
            </WithoutMarks>
            <FormActions>
              <SubmitButton icon="check" name="intent" value="count">
                {m.catalogue_count_save()}
              </SubmitButton>
            </FormActions>
          </Form>
        )}
      </Section>
      <Pager
        nextTo={next === null ? null : `${inStore}after=${encodeURIComponent(next)}`}
        firstTo={isFirst ? null : inStore.slice(0, -1)}
        shown={lots.length}
      />
    </Page>
  );
}
