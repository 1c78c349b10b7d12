import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, percentOf, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { documentsOfKind } from "#app/modules/documents/document-reads.server.ts";
import { tradingOf } from "#app/modules/documents/papers/city-report-paper.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { monthOf, periodsBetween, reportPeriod } from "#app/modules/ledger/report-period.ts";
import { PeriodFilter } from "#app/modules/ledger/ui/period-filter.tsx";
import { mayIssueCityReport } from "#app/modules/oversight/city-report.policy.ts";
import { cityReportSubject } from "#app/modules/oversight/city-report.ts";
import { cityReportOf } from "#app/modules/oversight/city-report-reads.server.ts";
import { issueCityReport } from "#app/modules/oversight/issue-city-report.server.ts";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";

/** So far back a month can be chosen by hand; older ones by their address. */
const DAYS_BACK = 365;

/** The report that an agency draws up of one month of its city, and the paper of it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "board.read");
  if (organisation.kind !== "agency") throw new Missing("kernel.missing");
  const today = dayOf(call.at, organisation.timeZone);
  const asked = new URL(request.url).searchParams.get("periode");
  const period = asked ? reportPeriod(asked) : monthOf(addDays(monthOf(today).from, -1));
  if (period === null || period.key.length === 4 || period.from > today) throw new Missing("kernel.missing");
  const report = await cityReportOf(organisation.id, period, today);
  return {
    period,
    keys: periodsBetween(addDays(today, -DAYS_BACK), today)
      .map(({ key }) => key)
      .filter((key) => key.length > 4),
    isOver: report.isOver,
    trading: tradingOf(report),
    villages: report.villages,
    soldRupiah: report.soldRupiah,
    boughtRupiah: report.boughtRupiah,
    localRupiah: report.localRupiah,
    due: report.deliveries.reduce((sum, row) => sum + row.due, 0),
    onTime: report.deliveries.reduce((sum, row) => sum + row.onTime, 0),
    above: report.ceilings.reduce((sum, row) => sum + row.above, 0),
    papers: await documentsOfKind(organisation.id, cityReportSubject(organisation.id, period.key), "LAP"),
    mayIssue: mayIssueCityReport(actor),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "reports.make");
  if (organisation.kind !== "agency") throw new Missing("kernel.missing");
  const form = await readForm(request);
  const month = form.text("month");
  return formCommand(form, {
    call,
    command: issueCityReport,
    input: () => ({ month }),
    to: (issued) => `/${organisation.slug}/laporan-dinas?periode=${issued.month}`,
    flash: () => m.oversight_report_issued(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_report_title()) }];

export default function CityReport() {
  const shown = useLoaderData<typeof loader>();
  const { period, keys, isOver, papers, mayIssue, slug, key } = shown;
  const stands = papers.some(({ state }) => state === "issued");
  return (
    <Page
      title={m.oversight_report_title()}
      lead={m.oversight_report_lead({ from: date(period.from), to: date(period.to) })}
      actions={
        <ButtonLink to={`/${slug}/papan`} variant="secondary" icon="chart">
          {m.oversight_board_title()}
        </ButtonLink>
      }
    >
      <PeriodFilter keys={keys} current={period.key} />
      <Tiles columns={4}>
        <Stat
          icon="store"
          label={m.oversight_report_sold()}
          value={rupiah(shown.soldRupiah)}
          note={m.oversight_report_trading({
            count: whole(shown.trading),
            villages: whole(shown.villages),
          })}
          tone="leaf"
        />
        <Stat
          icon="basket"
          label={m.oversight_report_local()}
          value={shown.boughtRupiah === 0n ? "–" : percentOf(shown.localRupiah, shown.boughtRupiah)}
          note={m.oversight_report_local_of({ amount: rupiah(shown.boughtRupiah) })}
        />
        <Stat
          icon="truck"
          label={m.oversight_report_on_time()}
          value={shown.due === 0 ? "–" : percentOf(shown.onTime, shown.due)}
          note={m.oversight_report_on_time_of({ count: whole(shown.due) })}
          tone={shown.onTime < shown.due ? "rice" : "neutral"}
        />
        <Stat
          icon="alert"
          label={m.oversight_report_above()}
          value={whole(shown.above)}
          note={m.oversight_report_above_note()}
          tone={shown.above > 0 ? "brick" : "neutral"}
        />
      </Tiles>
      <Section tone="card" title={m.oversight_report_paper()} lead={m.oversight_report_paper_lead()}>
        {papers.length === 0 ? <p className="text-ink-soft">{m.oversight_report_none()}</p> : null}
        {isOver ? null : <p className="text-ink-soft">{m.oversight_report_running()}</p>}
        {mayIssue ? (
          <Form idempotencyKey={key}>
            <input type="hidden" name="month" value={period.key} />
            <FormActions>
              <SubmitButton icon="doc" variant={stands ? "secondary" : "primary"}>
                {stands ? m.oversight_report_issue_again() : m.oversight_report_issue()}
              </SubmitButton>
            </FormActions>
          </Form>
        ) : null}
      </Section>
      <DocumentLinks papers={papers} />
    </Page>
  );
}
