import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { operationSeenBy } from "#app/http/operations.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { organisationKinds } from "#app/modules/identity/organisation.ts";
import { registerCounts } from "#app/modules/identity/organisation-reads.server.ts";
import { kindName } from "#app/modules/identity/ui/names.tsx";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { TaskList } from "#app/modules/notifications/ui/task-list.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_home_title()) }];

export const loader = screenLoader(async ({ request }) => {
  const operator = await requireOperator(request);
  const { call, actor, organisation } = operator;
  const [{ health, newsWaitsSeconds, failures }, counts, tasks] = await Promise.all([
    operationSeenBy(operator),
    registerCounts(null),
    tasksFor(actor, call.at),
  ]);
  const sum = (wanted: (row: (typeof counts)[number]) => boolean) =>
    counts.filter(wanted).reduce((total, row) => total + row.count, 0);
  return {
    tasks,
    at: call.at,
    zone: organisation.timeZone,
    slug: organisation.slug,
    health,
    newsWaitsSeconds: Math.round(newsWaitsSeconds),
    failureCount: failures.length,
    waiting: sum((row) => row.state === "registered"),
    active: sum((row) => row.state === "active"),
    suspended: sum((row) => row.state === "suspended"),
    kinds: organisationKinds.map((kind) => ({
      kind,
      active: sum((row) => row.kind === kind && row.state === "active"),
      all: sum((row) => row.kind === kind),
    })),
  };
});

export default function OperatorHome() {
  const { tasks, at, zone, slug, health, newsWaitsSeconds, failureCount, waiting, active, suspended, kinds } =
    useLoaderData<typeof loader>();
  const isWell = health.status === "up";
  return (
    <Page
      title={m.operator_home_title()}
      lead={m.operator_home_lead({ version: health.version })}
      actions={
        <ButtonLink to="/operator/organisasi?keadaan=registered" icon="shield">
          {m.operator_organisations_waiting()}
        </ButtonLink>
      }
    >
      <Callout
        tone={isWell ? "leaf" : "brick"}
        title={isWell ? m.operator_house_well() : m.operator_house_unwell()}
      >
        {m.operator_house_parts({
          database: health.database === "up" ? m.operator_up() : m.operator_down(),
          queue: health.queue === "up" ? m.operator_up() : m.operator_down(),
          migrations: health.migrations === "current" ? m.operator_up() : m.operator_down(),
        })}
      </Callout>
      {tasks.length > 0 ? (
        <Section tone="flush" title={m.notifications_today_title()}>
          <TaskList tasks={tasks} at={at} zone={zone} workspace={slug} />
        </Section>
      ) : null}
      <Tiles columns={4}>
        <Stat
          label={m.operator_stat_waiting()}
          value={whole(waiting)}
          tone={waiting > 0 ? "rice" : "leaf"}
          to="/operator/organisasi?keadaan=registered"
        />
        <Stat
          label={m.operator_stat_active()}
          value={whole(active)}
          to="/operator/organisasi?keadaan=active"
        />
        <Stat
          label={m.operator_stat_failures()}
          value={whole(failureCount)}
          tone={failureCount > 0 ? "brick" : "leaf"}
          to="/operator/pekerjaan"
        />
        <Stat
          label={m.operator_stat_news()}
          value={m.operator_seconds({ count: newsWaitsSeconds })}
          tone={newsWaitsSeconds > 60 ? "brick" : "leaf"}
        />
      </Tiles>
      <Section tone="flush" title={m.operator_register()} lead={m.operator_register_lead({ suspended })}>
        <DataTable
          caption={m.operator_register()}
          rows={kinds}
          rowKey={(row) => row.kind}
          columns={[
            { key: "kind", header: m.identity_kind(), cell: (row) => kindName(row.kind) },
            {
              key: "active",
              header: m.identity_state_active(),
              cell: (row) => whole(row.active),
              align: "end",
            },
            { key: "all", header: m.operator_all(), cell: (row) => whole(row.all), align: "end" },
          ]}
          empty={
            <EmptyState icon="building" title={m.operator_organisations_none()}>
              {m.operator_organisations_none_next()}
            </EmptyState>
          }
        />
      </Section>
    </Page>
  );
}
