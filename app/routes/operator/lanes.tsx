import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { lanesInForce } from "#app/modules/regions/lane-reads.server.ts";
import { recordLane } from "#app/modules/regions/record-lane.server.ts";
import { citiesByName } from "#app/modules/regions/region-reads.server.ts";
import { FigureForm, figureField } from "#app/modules/regions/ui/figure-form.tsx";
import { LaneFields, LaneTable } from "#app/modules/regions/ui/lane-views.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow } from "#app/ui/form/form.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Filters } from "#app/ui/table/filters.tsx";
import { laneFieldNames, laneFigures } from "./lane-figures.server.ts";
import { shownLanes } from "./lanes-shown.ts";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_lanes_title()) }];

/** The lanes between cities that hold today, and a form for the next one. */
export const loader = screenLoader(async ({ request }) => {
  const { call, organisation } = await requireOperator(request);
  const from = new URL(request.url).searchParams.get("dari") || null;
  const today = dayOf(call.at, organisation.timeZone);
  const [lanes, cities] = await Promise.all([lanesInForce(today, from), citiesByName()]);
  return {
    rows: shownLanes(lanes, today),
    cities: cities.map(({ code, name }) => ({ value: code, label: name })),
    from,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request }) => {
  const { call } = await requireOperator(request);
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: recordLane,
    input: (fields) => ({
      fromRegionCode: fields.text("fromRegionCode"),
      toRegionCode: fields.text("toRegionCode"),
      validFrom: fields.text("validFrom"),
      ...laneFigures(fields),
    }),
    fieldNames: laneFieldNames,
    to: ({ laneId }) => `/operator/jalur/${laneId}`,
    flash: () => m.operator_lane_done(),
  });
});

export default function Lanes() {
  const { rows, cities, from, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const city = (name: string, label: string) => (
    <TextInput
      {...figureField(answer, name)}
      label={label}
      hint={m.operator_lane_city_hint()}
      suggestions={cities}
    />
  );
  return (
    <Page title={m.operator_lanes_title()} lead={m.operator_lanes_lead()}>
      <Section tone="card" title={m.operator_lane_new()}>
        <FigureForm
          key={rows.length}
          idempotencyKey={key}
          answer={answer}
          asks={["source"]}
          submit={m.operator_lane_new()}
        >
          <FieldRow>
            {city("fromRegionCode", m.operator_lane_from())}
            {city("toRegionCode", m.operator_lane_to())}
            <DateInput {...figureField(answer, "validFrom")} label={m.operator_rule_from()} />
          </FieldRow>
          <LaneFields answer={answer} />
        </FigureForm>
      </Section>
      <Filters active={from !== null}>
        <TextInput
          name="dari"
          type="search"
          label={m.operator_lane_from()}
          hint={m.operator_lane_city_hint()}
          suggestions={cities}
          defaultValue={from ?? ""}
          optional
        />
      </Filters>
      <Section tone="flush" title={m.operator_lanes_in_force()}>
        <LaneTable rows={rows} empty={from === null ? m.operator_lanes_empty() : m.operator_lanes_none()} />
      </Section>
    </Page>
  );
}
