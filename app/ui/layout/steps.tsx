import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";

/** Where one is in a task of several pages. On a phone: a line of words and a bar. */
export function Steps({
  steps,
  current,
}: {
  readonly steps: readonly string[] /** Counted from 0. */;
  readonly current: number;
}) {
  return (
    <nav aria-label={m.kit_steps()}>
      <div className="sm:hidden">
        <p className="text-sm text-ink-soft">{m.kit_step_of({ step: current + 1, total: steps.length })}</p>
        <p className="font-bold">{steps[current]}</p>
        <div className="mt-2 flex gap-1" aria-hidden="true">
          {steps.map((step, at) => (
            <span
              key={step}
              className={`h-1.5 flex-1 rounded-full ${at <= current ? "bg-leaf-600" : "bg-line"}`}
            />
          ))}
        </div>
      </div>
      <ol className="hidden flex-wrap items-center gap-x-3 gap-y-2 sm:flex">
        {steps.map((step, at) => (
          <li
            key={step}
            aria-current={at === current ? "step" : undefined}
            className="flex items-center gap-2.5 not-last:after:h-px not-last:after:w-8 not-last:after:bg-line-strong"
          >
            <span
              className={`tabular grid size-8 place-items-center rounded-full text-sm font-bold ${
                at < current
                  ? "bg-leaf-600 text-white"
                  : at === current
                    ? "bg-leaf-50 text-leaf-700 ring-2 ring-leaf-600"
                    : "bg-sunken text-ink-faint"
              }`}
            >
              {at < current ? <Icon name="check" size={18} label={m.kit_step_done()} /> : at + 1}
            </span>
            <span className={at === current ? "font-bold" : "text-ink-soft"}>{step}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
