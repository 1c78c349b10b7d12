import { rupiah, weight, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { PlaceMap } from "#app/ui/chart/place-map.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { drawnWays, type FlowMeasure, type TradeCity, type TradeWay } from "../trade-flows.ts";

type FlowViewProps = {
  /** The heaviest first. */
  readonly ways: readonly TradeWay[];
  readonly cities: readonly TradeCity[];
  readonly measure: FlowMeasure;
};

export function measureName(measure: FlowMeasure): string {
  return measure === "weight" ? m.oversight_flow_weight() : m.oversight_flow_value();
}

const cityName = (cities: readonly TradeCity[], code: string) =>
  cities.find((city) => city.code === code)?.name ?? code;
const grams = (way: TradeWay) => (way.grams === 0n ? "–" : weight(way.grams));

/** Which city sent how much to which: lines as thick as the trade, and the same as a table. Nothing where no two cities traded. */
export function TradeFlowMap({ ways, cities, measure }: FlowViewProps) {
  const drawn = drawnWays(ways, cities, measure);
  const [heaviest] = drawn.ways;
  if (!heaviest)
    return (
      <p className="text-ink-soft">
        {drawn.left > 0 ? m.oversight_flow_left({ count: drawn.left }) : m.oversight_flow_map_none()}
      </p>
    );
  const places = [...drawn.marks].flatMap(([code, mark]) => {
    const city = cities.find((one) => one.code === code);
    return city && city.latitude !== null && city.longitude !== null
      ? [{ key: code, latitude: city.latitude, longitude: city.longitude, mark }]
      : [];
  });
  return (
    <>
      <PlaceMap
        title={measureName(measure)}
        description={m.oversight_flow_map_words({
          count: drawn.ways.length,
          from: cityName(cities, heaviest.from),
          to: cityName(cities, heaviest.to),
        })}
        places={places}
        ways={drawn.ways}
        head={[m.oversight_flow_way(), m.oversight_flow_weight(), m.oversight_flow_value()]}
        rows={drawn.ways.flatMap(({ from, to }) => {
          const way = ways.find((one) => one.fromCode === from && one.toCode === to);
          return way
            ? [[`${cityName(cities, from)} → ${cityName(cities, to)}`, grams(way), rupiah(way.valueRupiah)]]
            : [];
        })}
      />
      <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {[...drawn.marks].map(([code, mark]) => (
          <li key={code} className="flex items-baseline gap-2">
            <span className="tabular grid size-6 shrink-0 place-items-center rounded-full border-2 border-leaf-600 text-xs font-bold">
              {mark}
            </span>
            {cityName(cities, code)}
          </li>
        ))}
      </ul>
      {drawn.left > 0 ? (
        <p className="text-ink-soft">{m.oversight_flow_left({ count: drawn.left })}</p>
      ) : null}
    </>
  );
}

/** Every way of the period, the heaviest first; what a city traded within itself stands among them. */
export function TradeWayTable({ ways, cities }: Omit<FlowViewProps, "measure">) {
  return (
    <DataTable
      caption={m.oversight_flow_table()}
      rows={ways}
      rowKey={(way) => `${way.fromCode} ${way.toCode}`}
      empty={null}
      columns={[
        {
          key: "way",
          header: m.oversight_flow_way(),
          cell: (way) =>
            way.fromCode === way.toCode
              ? m.oversight_flow_within({ city: cityName(cities, way.fromCode) })
              : `${cityName(cities, way.fromCode)} → ${cityName(cities, way.toCode)}`,
        },
        { key: "goods", header: m.contracts_goods(), cell: (way) => way.goods.join(", ") },
        {
          key: "deliveries",
          header: m.oversight_flow_deliveries(),
          align: "end",
          cell: (way) => whole(way.deliveries),
        },
        { key: "weight", header: m.oversight_flow_weight(), align: "end", cell: grams },
        {
          key: "value",
          header: m.oversight_flow_value(),
          align: "end",
          cell: (way) => rupiah(way.valueRupiah),
        },
      ]}
    />
  );
}
