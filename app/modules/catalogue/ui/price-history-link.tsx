import { useParams } from "@remix-run/react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";

/** One tap to what goods cost over time, beside the page that asks for a price: what is typed there stays. */
export function PriceHistoryLink({
  goods,
}: {
  readonly goods: { readonly commodityCode: string; readonly gradeCode: string };
}) {
  const { workspace } = useParams();
  return (
    <a
      href={`/${workspace}/harga?barang=${goods.commodityCode}/${goods.gradeCode}#riwayat`}
      target="_blank"
      rel="noopener"
      className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700 underline"
    >
      <Icon name="chart" size={18} />
      {m.catalogue_price_history()}
    </a>
  );
}
