import { Link } from "@remix-run/react";
import { m } from "#app/i18n/paraglide/messages.js";
import { getLocale } from "#app/i18n/paraglide/runtime.js";
import { Section } from "#app/ui/layout/section.tsx";
import { categoryWord } from "./category-word.ts";

type Goods = {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly category: string;
};

/** Which commodity: what this seller has listed before stands first, then everything by kind. One tap. */
export function GoodsPicker({
  goods,
  ownCodes,
  base,
}: {
  readonly goods: readonly Goods[];
  readonly ownCodes: readonly string[];
  /** Address that takes the code as `komoditas`. */
  readonly base: string;
}) {
  const own = goods.filter((each) => ownCodes.includes(each.code));
  const categories = [...new Set(goods.map((each) => each.category))];
  return (
    <>
      {own.length === 0 ? null : (
        <Section title={m.catalogue_new_own()}>
          <Tiles goods={own} base={base} />
        </Section>
      )}
      {categories.map((category) => (
        <Section key={category} title={categoryWord(category)}>
          <Tiles goods={goods.filter((each) => each.category === category)} base={base} />
        </Section>
      ))}
    </>
  );
}

function Tiles({ goods, base }: { readonly goods: readonly Goods[]; readonly base: string }) {
  const isEnglish = getLocale() === "en";
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4">
      {goods.map((each) => (
        <li key={each.code}>
          <Link
            to={`${base}?komoditas=${each.code}`}
            prefetch="intent"
            className="flex min-h-14 items-center rounded-md border border-edge bg-card px-3.5 py-2 font-semibold transition-colors hover:border-leaf-600 hover:bg-leaf-50"
          >
            {isEnglish ? each.nameEn : each.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
