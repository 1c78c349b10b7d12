import { m } from "#app/i18n/paraglide/messages.js";

/** The first stop of the Tab key: past the navigation, to the content (`id="isi"`). */
export function SkipLink() {
  return (
    <a
      href="#isi"
      className="sr-only z-50 rounded-md bg-leaf-700 px-4 py-3 font-bold text-white focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:px-4 focus:py-3"
    >
      {m.kit_skip()}
    </a>
  );
}
