import type { ActionFunctionArgs } from "@remix-run/node";
import { problemResponse } from "#app/http/respond.server.ts";
import { heedWebhook } from "../money/card-page.server.ts";

/** What the card provider tells us by itself; its signature is its only pass. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  try {
    return await heedWebhook(request);
  } catch (error) {
    return problemResponse(error);
  }
}
