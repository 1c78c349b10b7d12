import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateTime, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { CROWD_MIN } from "#app/kernel/crowd.ts";
import { demandRadar } from "#app/modules/commitments/demand-radar-reads.server.ts";
import { RadarCard } from "#app/modules/commitments/ui/radar-views.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** So many other commodities are shown beside the seller's own: what one could still begin to grow. */
const OTHERS_SHOWN = 12;

/** What kitchens around a seller will need, by week, beside what is there: about nobody by name. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "commitments.read");
  const radar = await demandRadar(organisation, call.at);
  const own = radar.goods.filter((goods) => goods.isOwn);
  const others = radar.goods.filter((goods) => !goods.isOwn);
  return {
    ...radar,
    goods: [...own, ...others.slice(0, OTHERS_SHOWN)],
    more: Math.max(0, others.length - OTHERS_SHOWN),
    slug: organisation.slug,
    zone: organisation.timeZone,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.commitments_radar_title()) }];

export default function Radar() {
  const { goods, more, reachKm, reckonedAt, slug, zone } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.commitments_radar_title()}
      lead={m.commitments_radar_lead({ reach: whole(reachKm), count: whole(CROWD_MIN) })}
      breadcrumbs={[{ to: `/${slug}/pesanan-masuk`, label: m.commitments_inbox_title() }]}
      actions={
        <ButtonLink to={`/${slug}/permintaan`} variant="secondary" icon="clipboard">
          {m.commitments_demand_title()}
        </ButtonLink>
      }
    >
      {goods.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="search" title={m.commitments_radar_empty()}>
            {m.commitments_radar_empty_text()}
          </EmptyState>
        </Section>
      ) : (
        goods.map((each) => <RadarCard key={each.commodityCode} goods={each} />)
      )}
      <p className="text-sm text-ink-soft">
        {[
          reckonedAt === null
            ? m.commitments_radar_not_reckoned()
            : m.commitments_radar_reckoned({ at: dateTime(reckonedAt, zone) }),
          more > 0 ? m.commitments_radar_more({ count: whole(more) }) : null,
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
    </Page>
  );
}
