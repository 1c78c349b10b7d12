import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { parametersInForce } from "#app/modules/regions/parameter-reads.server.ts";
import { ruleName, ruleValue } from "#app/modules/regions/ui/rule-name.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_rules_title()) }];

/** Every rate, cap and threshold that holds today, with its source. */
export const loader = screenLoader(async ({ request }) => {
  const { call, organisation } = await requireOperator(request);
  return { rows: await parametersInForce(dayOf(call.at, organisation.timeZone)) };
});

export default function Rules() {
  const { rows } = useLoaderData<typeof loader>();
  const unsure = rows.filter((row) => row.needsChecking).length;
  return (
    <Page title={m.operator_rules_title()} lead={m.operator_rules_lead()}>
      {unsure > 0 ? <Callout tone="rice">{m.operator_rule_check_warning({ count: unsure })}</Callout> : null}
      <Section tone="flush">
        <DataTable
          caption={m.operator_rules_title()}
          rows={rows}
          rowKey={(row) => row.id}
          rowTo={(row) => `/operator/aturan/${row.key}`}
          rowMark={(row) => (row.needsChecking ? { tone: "rice", label: m.operator_rule_check() } : null)}
          empty={null}
          columns={[
            { key: "key", header: m.operator_rule(), cell: (row) => ruleName(row.key) },
            {
              key: "value",
              header: m.operator_rule_value(),
              align: "end",
              cell: (row) => ruleValue(row.value),
            },
            {
              key: "region",
              header: m.operator_rule_region(),
              cell: (row) => row.regionCode ?? m.operator_rule_everywhere(),
            },
            { key: "from", header: m.operator_rule_from(), cell: (row) => dateShort(row.validFrom) },
            { key: "source", header: m.operator_rule_source(), cell: (row) => row.source },
          ]}
        />
      </Section>
    </Page>
  );
}
