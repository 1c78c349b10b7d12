import { getLocale } from "#app/i18n/paraglide/runtime.js";
import type { FormFields } from "./form.server.ts";

/** The person that a form describes under `founder.*`, in the language the form was read in. */
export function founderOf(form: FormFields) {
  return {
    fullName: form.text("founder.fullName") ?? "",
    email: form.text("founder.email") ?? "",
    phone: form.text("founder.phone"),
    password: form.exact("founder.password"),
    locale: getLocale(),
  };
}
