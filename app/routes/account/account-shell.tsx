import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { buttonClass } from "#app/ui/form/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";

/** The frame of pages about oneself, outside any organisation. */
export function AccountShell({ children }: { readonly children: ReactNode }) {
  return (
    <SiteShell
      actions={
        <form method="post" action="/keluar">
          <button type="submit" className={buttonClass("quiet", "small")}>
            <Icon name="logout" label={m.kit_nav_sign_out()} />
          </button>
        </form>
      }
    >
      {children}
    </SiteShell>
  );
}
