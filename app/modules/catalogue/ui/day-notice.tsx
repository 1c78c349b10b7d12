import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { useKeptForms } from "#app/ui/form/kept-forms.tsx";

/** How the phone stands with the house: no signal, signed out, or a list of goods that waits here. */
export function DayNotice({ isDesk = false }: { readonly isDesk?: boolean }) {
  const { kept, isOffline, isSignedOut } = useKeptForms();
  return (
    <>
      {isOffline ? (
        <Callout tone="rice" title={m.catalogue_day_offline()}>
          {m.catalogue_day_offline_text()}
        </Callout>
      ) : null}
      {isSignedOut ? (
        <Callout
          tone="rice"
          icon="key"
          title={m.catalogue_day_signed_out()}
          actions={
            <ButtonLink to="/masuk" size="small" external>
              {m.catalogue_day_sign_in()}
            </ButtonLink>
          }
        />
      ) : null}
      {(isDesk ? [] : kept).map((form) => (
        <Callout
          key={form.key}
          tone={form.refused === null ? "rice" : "brick"}
          icon={form.refused === null ? "clock" : "alert"}
          title={form.refused === null ? m.catalogue_day_waits() : m.catalogue_day_refused()}
          actions={
            <ButtonLink to={form.action} variant="secondary" size="small" external>
              {m.catalogue_day_open()}
            </ButtonLink>
          }
        />
      ))}
    </>
  );
}
