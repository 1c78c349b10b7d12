import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";
import { toneIcon, toneText } from "#app/ui/tone.ts";
import type { PortionFigures } from "../menu-figures.ts";
import type { ShareVerdict } from "../nutrition.ts";
import type { PortionCost } from "../portion-cost.ts";
import { type PerClass, portionClasses } from "../recipe.ts";
import { nutrientAmount, nutrientWord, shareText, sizeWord, verdictWord } from "./menu-words.ts";

const tones = { low: "rice", fits: "leaf", high: "rice" } as const satisfies Record<ShareVerdict, string>;

/** What a tray gives and costs, small beside large: kilocalories with their verdict, the three others, rupiah and cap. */
export function TrayFigures({
  figures,
  isWhole = true,
}: {
  readonly figures: PerClass<PortionFigures>;
  /** False for one dish of many: alone it can be neither too little nor too dear. */
  readonly isWhole?: boolean;
}) {
  return (
    <div className="grid gap-2">
      <div className="grid grid-cols-2 gap-3">
        {portionClasses.map((size) => (
          <section key={size} aria-label={sizeWord(size)} className="min-w-0 rounded-md bg-sunken/70 p-3">
            <h4 className="text-sm font-semibold text-ink-soft">{sizeWord(size)}</h4>
            <Portion figures={figures[size]} isWhole={isWhole} />
          </section>
        ))}
      </div>
      <PriceGaps costs={portionClasses.map((size) => figures[size].cost)} />
    </div>
  );
}

type PortionProps = { readonly figures: PortionFigures; readonly isWhole: boolean };

function Portion({ figures, isWhole }: PortionProps) {
  const [energy, ...others] = figures.nutrition;
  return (
    <>
      {energy === undefined ? null : (
        <div className="tabular mt-1">
          <p className="text-lg font-extrabold">{nutrientAmount("energy", energy.tenths)}</p>
          {isWhole ? (
            <p className={`flex items-start gap-1 text-sm font-semibold ${toneText[tones[energy.verdict]]}`}>
              <Icon name={toneIcon[tones[energy.verdict]]} size={16} />
              {m.menus_share({ share: shareText(energy.shareBasisPoints) })}, {verdictWord(energy.verdict)}
            </p>
          ) : null}
        </div>
      )}
      <dl className="tabular mt-2 grid gap-1 text-sm">
        {others.map(({ nutrient, tenths, shareBasisPoints }) => (
          <div key={nutrient}>
            <dt className="text-ink-soft">{nutrientWord(nutrient)}</dt>
            <dd>
              {nutrientAmount(nutrient, tenths)}{" "}
              <span className="text-ink-faint">({shareText(shareBasisPoints)})</span>
            </dd>
          </div>
        ))}
      </dl>
      <Cost figures={figures} isWhole={isWhole} />
    </>
  );
}

function Cost({ figures: { cost, capRupiah, isAboveCap }, isWhole }: PortionProps) {
  return (
    <div className="tabular mt-2 border-t border-line pt-2">
      <p className={`flex items-center gap-1 font-bold ${isAboveCap ? "text-brick-700" : ""}`}>
        {isAboveCap ? <Icon name="alert" size={18} /> : null}
        {rupiah(cost.rupiah)}
      </p>
      {isWhole ? (
        <p className="text-sm text-ink-soft">
          {isAboveCap
            ? m.menus_cost_above({ cap: rupiah(capRupiah) })
            : m.menus_cost_of({ cap: rupiah(capRupiah) })}
        </p>
      ) : null}
    </div>
  );
}

/** What the cost leaves out, or takes from a survey: the same foods for both portions, so said once. */
function PriceGaps({ costs }: { readonly costs: readonly PortionCost[] }) {
  const unpriced = [...new Set(costs.flatMap((cost) => cost.unpriced))];
  const surveyed = [...new Set(costs.flatMap((cost) => cost.surveyed))];
  return (
    <>
      {unpriced.length === 0 ? null : (
        <p className="flex items-start gap-1.5 text-sm font-semibold text-rice-800">
          <Icon name="alert" size={16} /> {m.menus_cost_unpriced({ foods: unpriced.join("; ") })}
        </p>
      )}
      {surveyed.length === 0 ? null : (
        <p className="text-sm text-ink-soft">{m.menus_cost_surveyed({ foods: surveyed.join("; ") })}</p>
      )}
    </>
  );
}
