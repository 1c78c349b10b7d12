import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { linkAddress } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { answerHarvest } from "#app/modules/catalogue/answer-harvest.server.ts";
import { asksOf } from "#app/modules/catalogue/harvest-reads.server.ts";
import {
  type AskGroup,
  AskGroupSection,
  type AskShown,
} from "#app/modules/catalogue/ui/harvest-ask-list.tsx";
import { withdrawHarvest } from "#app/modules/catalogue/withdraw-harvest.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** What producers were asked to bring from today on, and what they promised. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "listings.read",
  );
  const asks = await asksOf(organisation.id, {
    from: dayOf(call.at, organisation.timeZone),
    at: call.at,
  });
  const mayAsk = may(actor, "producers.keep");
  return {
    // The address is the producer's to use; only whoever asks hands it on.
    groups: groupsOf(
      asks.map(({ token, ...row }) => ({
        ...row,
        address: mayAsk && token !== null ? linkAddress(token, "harvest") : null,
      })),
    ),
    mayAsk,
    mayWeigh: may(actor, "lots.register"),
    slug: organisation.slug,
    zone: organisation.timeZone,
    now: call.at,
    key: newReceiptKey(),
  };
});

function groupsOf(asks: readonly AskShown[]): AskGroup[] {
  const groups = new Map<string, AskShown[]>();
  for (const one of asks) {
    const key = `${one.ask.onDay} ${one.ask.listingId}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(([key, rows]) => ({ key, asks: rows }));
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "producers.keep");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/panen`;
  const askId = form.text("askId") ?? "";
  if (form.text("intent") === "withdraw")
    return formCommand(form, {
      call,
      command: withdrawHarvest,
      input: () => ({ askId }),
      to,
      flash: () => m.catalogue_ask_withdrawn(),
    });
  const asks = await asksOf(organisation.id, { from: dayOf(call.at, organisation.timeZone), at: call.at });
  const basePerUnit = asks.find(({ ask }) => ask.id === askId)?.basePerUnit ?? 1n;
  return formCommand(form, {
    call,
    command: answerHarvest,
    input: (fields) => {
      const text = fields.text("quantity");
      return { askId, promisedBase: text && (parseQuantity(text, basePerUnit)?.toString() ?? text) };
    },
    fieldNames: { promisedBase: "quantity" },
    to,
    flash: () => m.catalogue_ask_noted(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_ask_title()) }];

export default function HarvestAsks() {
  const { groups, mayAsk, mayWeigh, slug, zone, now, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer && { askId: answer.values["askId"] ?? "", ...answer };
  const toAsk = (
    <ButtonLink to={`/${slug}/panen/minta`} icon="plus">
      {m.catalogue_ask_new()}
    </ButtonLink>
  );
  return (
    <Page
      title={m.catalogue_ask_title()}
      lead={m.catalogue_ask_lead()}
      actions={mayAsk && groups.length > 0 ? toAsk : undefined}
    >
      {groups.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="leaf" title={m.catalogue_ask_empty()} action={mayAsk ? toAsk : undefined}>
            {m.catalogue_ask_empty_text()}
          </EmptyState>
        </Section>
      ) : (
        <div className="flex flex-col gap-6">
          {groups.map((group) => (
            <AskGroupSection
              key={group.key}
              group={group}
              now={now}
              zone={zone}
              mayAsk={mayAsk}
              weighTo={
                mayWeigh ? `/${slug}/panen/timbang?barang=${group.asks[0]?.ask.listingId ?? ""}` : null
              }
              idempotencyKey={key}
              refused={refused ?? null}
            />
          ))}
        </div>
      )}
    </Page>
  );
}
