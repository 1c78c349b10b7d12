import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { shortagesOf } from "#app/modules/matching/shortage-reads.server.ts";
import { ShortageList } from "#app/modules/matching/ui/shortage-list.tsx";
import {
  kelurahanBoard,
  kitchenBoard,
  overCeiling,
  unmetDemand,
} from "#app/modules/oversight/board-reads.server.ts";
import { KitchenTable, OverCeilingTable, UnmetTable } from "#app/modules/oversight/ui/board-tables.tsx";
import {
  KelurahanTable,
  KelurahanTiles,
  standingName,
  standingOf,
  standings,
} from "#app/modules/oversight/ui/kelurahan.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

/** What an agency watches of its city. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "board.read");
  const today = dayOf(call.at, organisation.timeZone);
  const { cityCode, slug } = organisation;
  const [kelurahan, unmet, over, kitchens, shortages] = await Promise.all([
    kelurahanBoard(cityCode, today),
    unmetDemand(cityCode, today),
    overCeiling(cityCode, today),
    kitchenBoard(cityCode, today),
    shortagesOf(cityCode, today),
  ]);
  const search = new URL(request.url).searchParams;
  const text = (search.get("cari") ?? "").trim().slice(0, 80);
  const standing = standings.find((one) => one === search.get("keadaan")) ?? null;
  const shown = kelurahan.filter(
    (row) =>
      (standing === null || standingOf(row) === standing) &&
      `${row.regionName} ${row.koperasiName ?? ""}`.toLowerCase().includes(text.toLowerCase()),
  );
  return { kelurahan, shown, unmet, over, kitchens, shortages, text, standing, today, slug };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_board_title()) }];

export default function Board() {
  const { kelurahan, shown, unmet, over, kitchens, shortages, text, standing, today, slug } =
    useLoaderData<typeof loader>();
  const count = (...wanted: string[]) => kelurahan.filter((row) => wanted.includes(standingOf(row))).length;
  const villages = new Set(kelurahan.map((row) => row.regionCode)).size;
  return (
    <Page title={m.oversight_board_title()} lead={m.oversight_board_lead()} width="wide">
      <Tiles columns={4}>
        <Stat
          icon="chart"
          label={m.oversight_stat_trading()}
          value={whole(count("trading"))}
          note={m.oversight_stat_of({ count: whole(villages) })}
          tone="leaf"
        />
        <Stat
          icon="store"
          label={m.oversight_stat_active()}
          value={whole(count("trading", "idle"))}
          note={m.oversight_stat_waiting({ count: whole(count("waiting")) })}
          to={count("waiting") > 0 ? `/${slug}/verifikasi-organisasi` : undefined}
        />
        <Stat
          icon="basket"
          label={m.oversight_stat_unmet()}
          value={whole(unmet.length)}
          note={m.oversight_stat_unmet_note()}
          tone={unmet.length > 0 ? "rice" : "neutral"}
        />
        <Stat
          icon="alert"
          label={m.oversight_stat_over()}
          value={whole(over.length)}
          note={m.oversight_stat_over_note()}
          tone={over.length > 0 ? "brick" : "neutral"}
        />
      </Tiles>
      <Section tone="card" title={m.oversight_map()}>
        <KelurahanTiles rows={kelurahan} />
      </Section>
      <Section tone="plain" title={m.oversight_kelurahan()}>
        <Filters active={text !== "" || standing !== null}>
          <TextInput
            name="cari"
            type="search"
            label={m.oversight_filter_search()}
            optional
            defaultValue={text}
          />
          <Select
            name="keadaan"
            label={m.oversight_filter_standing()}
            placeholder={m.oversight_filter_all()}
            optional
            defaultValue={standing ?? undefined}
            options={standings.map((one) => ({ value: one, label: standingName(one) }))}
          />
        </Filters>
      </Section>
      <Section tone="flush">
        <KelurahanTable rows={shown} />
      </Section>
      <Section tone="flush" title={m.oversight_unmet()} lead={m.oversight_unmet_lead()}>
        <UnmetTable rows={unmet} />
      </Section>
      <Section tone="flush" title={m.matching_zone_title()} lead={m.matching_zone_lead()}>
        <ShortageList shortages={shortages} nextTo={null} />
      </Section>
      <Section tone="flush" title={m.oversight_over()} lead={m.oversight_over_lead()}>
        <OverCeilingTable rows={over} to={(orderId) => `/${slug}/jejak/${orderId}`} />
      </Section>
      <Section tone="flush" title={m.oversight_kitchens()} lead={m.oversight_kitchens_lead()}>
        <KitchenTable rows={kitchens} today={today} />
      </Section>
    </Page>
  );
}
