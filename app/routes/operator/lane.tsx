import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { correctLane } from "#app/modules/regions/correct-lane.server.ts";
import { laneHistory, recordedLane } from "#app/modules/regions/lane-reads.server.ts";
import { CorrectionSection } from "#app/modules/regions/ui/figure-form.tsx";
import { LaneFields, LaneTable } from "#app/modules/regions/ui/lane-views.tsx";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { laneFieldNames, laneFigures } from "./lane-figures.server.ts";
import { shownLanes } from "./lanes-shown.ts";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_lanes_title()) }];

/** One written lane among everything that was written of it, and the form that corrects it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requireOperator(request);
  const recorded = await recordedLane(params["laneId"] ?? "");
  if (!recorded) throw new Missing("regions.laneMissing");
  const { fromRegionCode, toRegionCode } = recorded.lane;
  const rows = shownLanes(
    await laneHistory(fromRegionCode, toRegionCode),
    dayOf(call.at, organisation.timeZone),
  );
  const shown = rows.find((row) => row.id === recorded.lane.id);
  if (!shown) throw new Missing("regions.laneMissing");
  return { rows, shown, key: newReceiptKey() };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call } = await requireOperator(request);
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: correctLane,
    input: (fields) => ({
      laneId: params["laneId"] ?? "",
      ...laneFigures(fields),
      annuls: fields.has("annuls") ? "true" : "false",
      reason: fields.text("reason"),
    }),
    fieldNames: laneFieldNames,
    to: ({ laneId }) => `/operator/jalur/${laneId}`,
    flash: () => m.regions_figure_corrected_done(),
  });
});

export default function Lane() {
  const { rows, shown, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={`${shown.from} → ${shown.to}`}
      lead={m.operator_lanes_lead()}
      breadcrumbs={[{ to: "/operator/jalur", label: m.operator_lanes_title() }]}
    >
      {shown.state === "corrected" ? null : (
        <CorrectionSection
          key={shown.id}
          lead={m.operator_lane_correct_lead()}
          idempotencyKey={key}
          answer={answer}
          wrong={shown}
          asks={["source"]}
        >
          <LaneFields answer={answer} standing={shown} />
          <Checkbox
            name="annuls"
            label={m.operator_lane_annul()}
            defaultChecked={answer?.values["annuls"] !== undefined}
          />
        </CorrectionSection>
      )}
      <Section tone="flush" title={m.operator_rule_history()}>
        <LaneTable rows={rows} empty={m.operator_lanes_empty()} isHistory />
      </Section>
    </Page>
  );
}
