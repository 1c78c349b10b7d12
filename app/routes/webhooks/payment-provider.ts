import type { ActionFunctionArgs } from "@remix-run/node";
import { problemResponse } from "#app/http/respond.server.ts";
import { heedWebhook } from "../money/provider-page.server.ts";

/** What a payment provider tells us by itself; its signature is its only pass. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  try {
    return await heedWebhook(request, params["provider"] ?? "");
  } catch (error) {
    return problemResponse(error);
  }
}
