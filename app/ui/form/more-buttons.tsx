import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { buttonClass } from "#app/ui/form/button.tsx";

/** Deeds that are wanted less often: beside the others where there is room, folded behind one button on a phone; works without JavaScript. */
export function MoreButtons({ children }: { readonly children: ReactNode }) {
  return (
    <details className="folds-on-phone">
      <summary className={buttonClass("secondary")}>{m.kit_nav_more()}</summary>
      <div className="flex flex-wrap gap-2 pt-2 sm:pt-0">{children}</div>
    </details>
  );
}
