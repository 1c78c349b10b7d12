import { jsonResponse } from "#app/http/api.server.ts";
import { openApi } from "./openapi-document.server.ts";

/** The interface as OpenAPI 3.1, for programs. */
export const loader = (): Response => jsonResponse(openApi(), 200);
