import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { mayMakeReports } from "#app/modules/accountability/accountability.policy.ts";
import { askPeriodBundle } from "#app/modules/accountability/ask-period-bundle.server.ts";
import { bundlesAbout } from "#app/modules/accountability/bundle-reads.server.ts";
import { proveCashBook } from "#app/modules/accountability/cash-book-proof-reads.server.ts";
import { issuePeriodPapers } from "#app/modules/accountability/issue-period-papers.server.ts";
import { periodKinds } from "#app/modules/accountability/period-papers.ts";
import { budgetPeriodFor, purchasesOf } from "#app/modules/accountability/period-reads.server.ts";
import { periodViewOf } from "#app/modules/accountability/period-view-reads.server.ts";
import { BundleBox } from "#app/modules/accountability/ui/bundle-views.tsx";
import {
  CashBookProofBox,
  DayTable,
  PeriodPaperLinks,
  PeriodTiles,
  PurchaseTable,
} from "#app/modules/accountability/ui/period-views.tsx";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { budgetsOf } from "#app/modules/orders/order-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "books.read");
  // The programme asks these papers of kitchens.
  if (organisation.kind !== "kitchen") throw new Missing("kernel.missing");
  const today = dayOf(call.at, organisation.timeZone);
  const budgets = await budgetsOf(organisation.id);
  const asked = new URL(request.url).searchParams.get("anggaran");
  const found =
    budgets.find(({ id }) => id === asked) ??
    budgets.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn) ??
    budgets[0];
  const budget = found ? await budgetPeriodFor(organisation.id, found.id) : null;
  const order = new Map<string, number>(periodKinds.map((kind, at) => [kind, at]));
  const papers = budget ? await documentsAbout(organisation.id, [budget.id]) : [];
  const paperId = papers.find(({ kind, state }) => kind === "BKU" && state === "issued")?.id ?? null;
  const isProven = new URL(request.url).searchParams.get("buktikan") === "ya";
  const [bundle] = budget ? await bundlesAbout(organisation.id, budget.id) : [];
  return {
    budget,
    bundle: bundle ?? null,
    proof: budget && isProven ? await proveCashBook(budget, paperId) : null,
    purchases: budget ? await purchasesOf(budget) : [],
    zone: organisation.timeZone,
    budgets: budgets.map(({ id, fund, startsOn, endsOn }) => ({ id, fund, startsOn, endsOn })),
    view: budget ? await periodViewOf(budget, call.at) : null,
    papers: papers
      .filter(({ kind, state }) => order.has(kind) && state === "issued")
      .sort((one, other) => (order.get(one.kind) ?? 0) - (order.get(other.kind) ?? 0)),
    mayMake: mayMakeReports(actor),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "reports.make");
  const form = await readForm(request);
  const budgetId = form.text("budgetId");
  const answer = {
    call,
    input: () => ({ budgetId }),
    to: () => `/${organisation.slug}/laporan?anggaran=${budgetId}`,
  };
  return form.text("intent") === "bundle"
    ? formCommand(form, {
        ...answer,
        command: askPeriodBundle,
        flash: () => m.accountability_bundle_asked(),
      })
    : formCommand(form, { ...answer, command: issuePeriodPapers, flash: () => m.accountability_issued() });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.accountability_title()) }];

export default function Reports() {
  const { budget, budgets, view, proof, papers, bundle, purchases, mayMake, slug, zone, key } =
    useLoaderData<typeof loader>();
  if (!budget || !view)
    return (
      <Page title={m.accountability_title()}>
        <Section tone="card">
          <EmptyState
            icon="money"
            title={m.accountability_empty()}
            action={<ButtonLink to={`/${slug}/anggaran`}>{m.accountability_empty_action()}</ButtonLink>}
          >
            {m.accountability_empty_text()}
          </EmptyState>
        </Section>
      </Page>
    );
  return (
    <Page
      title={m.accountability_title()}
      lead={m.accountability_lead({ from: date(budget.startsOn), to: date(budget.endsOn) })}
    >
      {budgets.length > 1 ? (
        <Filters active={false}>
          <Select
            name="anggaran"
            label={m.accountability_period()}
            options={budgets.map(({ id, fund, startsOn, endsOn }) => ({
              value: id,
              label: `${fund}, ${date(startsOn)} – ${date(endsOn)}`,
            }))}
            defaultValue={budget.id}
          />
        </Filters>
      ) : null}
      <PeriodTiles view={view} />
      <Section tone="card" title={m.accountability_papers()} lead={m.accountability_papers_lead()}>
        {papers.length === 0 ? (
          <p className="text-ink-soft">{m.accountability_papers_none()}</p>
        ) : (
          <PeriodPaperLinks papers={papers} slug={slug} />
        )}
        <CashBookProofBox proof={proof} budgetId={budget.id} />
        {mayMake ? (
          <Form idempotencyKey={key}>
            <input type="hidden" name="budgetId" value={budget.id} />
            <input type="hidden" name="intent" value="papers" />
            <FormActions>
              <SubmitButton variant="secondary" icon="doc">
                {papers.length === 0 ? m.accountability_issue() : m.accountability_issue_again()}
              </SubmitButton>
            </FormActions>
          </Form>
        ) : null}
      </Section>
      <Section tone="card" title={m.accountability_bundle()} lead={m.accountability_bundle_lead()}>
        {bundle === null ? (
          <p className="text-ink-soft">{m.accountability_bundle_none()}</p>
        ) : (
          <BundleBox
            bundle={bundle}
            slug={slug}
            zone={zone}
            here={`/${slug}/laporan?anggaran=${budget.id}`}
          />
        )}
        {mayMake && bundle?.readyAt !== null ? (
          <Form idempotencyKey={`${key}-bundle`}>
            <input type="hidden" name="budgetId" value={budget.id} />
            <input type="hidden" name="intent" value="bundle" />
            <FormActions>
              <SubmitButton icon="download" variant={bundle === null ? "primary" : "secondary"}>
                {bundle === null ? m.accountability_bundle_ask() : m.accountability_bundle_ask_again()}
              </SubmitButton>
            </FormActions>
          </Form>
        ) : null}
      </Section>
      <PurchaseTable purchases={purchases} slug={slug} />
      <DayTable days={view.days} />
    </Page>
  );
}
