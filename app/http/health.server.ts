import { houseHealth } from "#app/platform/house-health.server.ts";

/** 200 when database, queue and migrations are in order, else 503; the body says which is not. */
export async function healthAnswer(): Promise<Response> {
  const health = await houseHealth();
  return Response.json(health, {
    status: health.status === "up" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}

/** 200 as long as this process answers at all. */
export function livenessAnswer(): Response {
  return Response.json({ status: "up" }, { headers: { "Cache-Control": "no-store" } });
}
