import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, percent, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { mayRefuse } from "#app/modules/cooperative/cooperative.policy.ts";
import { articlesOn } from "#app/modules/cooperative/member-reads.server.ts";
import { setArticles } from "#app/modules/cooperative/set-articles.server.ts";
import { shuParts } from "#app/modules/cooperative/shu.ts";
import { ArticlesForm } from "#app/modules/cooperative/ui/articles-form.tsx";
import { partLabel } from "#app/modules/cooperative/ui/shu-words.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { articlesValues } from "./articles-values.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "cooperative.read",
  );
  const today = dayOf(call.at, organisation.timeZone);
  const articles = await articlesOn(organisation.id, today);
  return {
    articles,
    values: articlesValues(articles, today),
    // Whoever keeps members, and whoever decides, also writes down what the articles say.
    maySet: mayRefuse(actor),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "cooperative.read");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: setArticles,
    input: (fields) => ({
      validFrom: fields.text("validFrom"),
      source: fields.text("source"),
      principalRupiah: fields.text("principalRupiah"),
      mandatoryRupiah: fields.text("mandatoryRupiah"),
      reserve: fields.text("reserve"),
      usage: fields.text("usage"),
      capital: fields.text("capital"),
      officers: fields.text("officers"),
      education: fields.text("education"),
      social: fields.text("social"),
      development: fields.text("development"),
      village: fields.text("village"),
    }),
    to: () => `/${organisation.slug}/aturan-koperasi`,
    flash: () => m.cooperative_articles_set_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.cooperative_articles_title()) }];

export default function Articles() {
  const { articles, values, maySet, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.cooperative_articles_title()}
      lead={m.cooperative_articles_lead()}
      breadcrumbs={[{ to: `/${slug}/simpanan`, label: m.cooperative_savings_title() }]}
      width="narrow"
    >
      <Section tone="card">
        {articles === null ? (
          <EmptyState icon="contract" title={m.cooperative_savings_no_articles()}>
            {m.cooperative_savings_no_articles_text()}
          </EmptyState>
        ) : (
          <Facts
            facts={[
              { label: m.cooperative_articles_since(), value: date(articles.validFrom) },
              { label: m.cooperative_articles_source(), value: articles.source },
              { label: m.cooperative_articles_principal(), value: rupiah(articles.principalRupiah) },
              { label: m.cooperative_articles_mandatory(), value: rupiah(articles.mandatoryRupiah) },
              ...shuParts.map((part) => ({
                label: partLabel(part),
                value: percent(articles[`${part}BasisPoints`]),
              })),
            ]}
          />
        )}
      </Section>
      {maySet ? (
        <Section
          tone="card"
          title={m.cooperative_articles_change()}
          fold={articles === null || answer !== undefined ? "open" : "closed"}
        >
          <ArticlesForm
            values={{ ...values, ...answer?.values }}
            isFirst={articles === null}
            idempotencyKey={key}
            errors={answer?.errors}
          />
        </Section>
      ) : null}
    </Page>
  );
}
