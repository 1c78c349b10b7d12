import { type FormFields, formAnswer } from "#app/http/form.server.ts";

type Good = { readonly body: unknown; readonly cookie?: string };

/** What `work` gives as JSON; a refusal as its status and `{ error }`, one sentence for the person. */
export async function json(form: FormFields, work: () => Promise<Good>): Promise<Response> {
  try {
    const { body, cookie } = await work();
    return Response.json(body, { headers: cookie === undefined ? {} : { "Set-Cookie": cookie } });
  } catch (error) {
    const { data, init } = formAnswer(error, form);
    const [sentence] = Object.values(data.errors).flat();
    return Response.json({ error: sentence }, { status: init?.status ?? 422 });
  }
}
