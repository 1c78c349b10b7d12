import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateLong } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { DayNotice } from "#app/modules/catalogue/ui/day-notice.tsx";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { TaskList } from "#app/modules/notifications/ui/task-list.tsx";
import { KeptForms } from "#app/ui/form/kept-forms.tsx";
import { KeepPages } from "#app/ui/keep-pages.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { keptDay } from "../koperasi/listing-day.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requireMember(request, params["workspace"]);
  const { call, actor, organisation, person } = member;
  const tasks = await tasksFor(actor, call.at);
  const zone = organisation.timeZone;
  return {
    tasks,
    /** Whoever lists goods finds that page again without a signal, and what waits on the phone is sent from here too. */
    day: organisation.kind === "koperasi" ? keptDay(member) : null,
    at: call.at,
    zone,
    today: dayOf(call.at, zone),
    slug: organisation.slug,
    firstName: person.fullName.split(" ")[0] ?? "",
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.notifications_today_title()) }];

export default function Today() {
  const { tasks, day, at, zone, today, slug, firstName } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.notifications_today_title()}
      lead={m.notifications_today_lead({ name: firstName, day: dateLong(today), count: tasks.length })}
      width="narrow"
    >
      {day === null ? null : (
        <KeptForms queue={day.queue}>
          <KeepPages paths={[day.page]} />
          <DayNotice />
        </KeptForms>
      )}
      {tasks.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="check" title={m.notifications_today_empty_title()}>
            {m.notifications_today_empty_text()}
          </EmptyState>
        </Section>
      ) : (
        <TaskList tasks={tasks} at={at} zone={zone} workspace={slug} />
      )}
    </Page>
  );
}
