import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Invalid } from "#app/kernel/errors.ts";
import { changeRoles } from "#app/modules/identity/change-roles.server.ts";
import { endMembership } from "#app/modules/identity/end-membership.server.ts";
import { invitationLink, inviteMember } from "#app/modules/identity/invite-member.server.ts";
import { membersOf, openInvitationsOf } from "#app/modules/identity/member-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { revokeInvitation } from "#app/modules/identity/revoke-invitation.server.ts";
import { type Role, rolesOf } from "#app/modules/identity/roles.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { InvitationSection, InviteSection, MemberList } from "./member-sections.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.workspace_members_title()) }];

export const loader = screenLoader(async ({ request, params }) => {
  const { actor, organisation, call, person } = await requirePermission(
    request,
    params["workspace"],
    "members.read",
  );
  const mayKeep = may(actor, "members.keep");
  const invitations = mayKeep ? await openInvitationsOf(organisation.id, call.at) : [];
  return {
    members: await membersOf(organisation.id),
    invitations: invitations.map((invitation) => ({ ...invitation, link: invitationLink(invitation.id) })),
    organisationName: organisation.name,
    zone: organisation.timeZone,
    roles: [...rolesOf(organisation.kind)],
    self: person.id,
    mayKeep,
    keyBase: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "members.keep");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/anggota`;
  switch (form.text("intent")) {
    case "invite":
      return formCommand(form, {
        call,
        command: inviteMember,
        input: () => ({ email: form.text("email"), role: form.text("role") }),
        to,
        flash: () => m.workspace_members_invited(),
      });
    case "revoke":
      return formCommand(form, {
        call,
        command: revokeInvitation,
        input: () => ({ invitationId: form.text("invitationId") }),
        to,
        flash: () => m.workspace_members_revoked(),
      });
    case "roles":
      return formCommand(form, {
        call,
        command: changeRoles,
        input: () => ({ personId: form.text("personId"), roles: form.texts("roles") as Role[] }),
        to,
        flash: () => m.workspace_members_changed(),
      });
    case "end":
      return formCommand(form, {
        call,
        command: endMembership,
        input: () => ({ personId: form.text("personId") }),
        to,
        flash: () => m.workspace_members_ended(),
      });
    default:
      throw new Invalid({});
  }
});

export default function Members() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title={m.workspace_members_title()} lead={m.workspace_members_lead()}>
      <MemberList {...loaded} answer={answer} />
      {loaded.invitations.length > 0 ? <InvitationSection {...loaded} /> : null}
      {loaded.mayKeep ? <InviteSection {...loaded} answer={answer} /> : null}
    </Page>
  );
}
