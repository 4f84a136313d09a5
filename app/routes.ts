import { type RouteConfig, index, layout, prefix, route } from '@react-router/dev/routes';

// Static segments win over `:channelId`: ids are UUIDs, so no channel is ever named "settings" or "channels".
export default [
  index('routes/index.tsx'),
  route('setup', 'routes/setup/setup.tsx'),
  layout('routes/auth/layout.tsx', [
    route('login', 'routes/auth/login.tsx'),
    route('register', 'routes/auth/register.tsx'),
    route('invite/:code', 'routes/auth/invite.tsx'),
    route('reset/:token', 'routes/auth/reset.tsx'),
    route('waiting', 'routes/auth/waiting.tsx'),
  ]),
  route('logout', 'routes/auth/logout.ts'),
  route('preferences', 'routes/preferences.ts'),
  route('welcome/:communityId', 'routes/communities/welcome.tsx'),
  route('welcome/:communityId/address', 'routes/communities/welcome-address.tsx'),
  route('trust', 'routes/trust.tsx'),
  route('communities/new', 'routes/communities/new.tsx'),
  route('settings', 'routes/settings/layout.tsx', [
    index('routes/settings/account.tsx'),
    route('sessions', 'routes/settings/sessions.tsx'),
    route('appearance', 'routes/settings/appearance.tsx'),
    route('instance', 'routes/settings/moved-instance.ts'),
    route('address', 'routes/settings/moved-address.ts'),
  ]),
  route('admin', 'routes/admin/layout.tsx', [
    index('routes/admin/overview.tsx'),
    route('members', 'routes/admin/members.tsx'),
    route('members/:accountId', 'routes/admin/member.tsx'),
    route('communities', 'routes/admin/communities.tsx'),
    route('communities/:communityId', 'routes/admin/community.tsx'),
    route('registration', 'routes/admin/registration.tsx'),
    route('limits', 'routes/admin/limits.tsx'),
    route('branding', 'routes/admin/branding.tsx'),
    route('address', 'routes/admin/address.tsx'),
    route('jobs', 'routes/admin/jobs.tsx'),
    route('audit', 'routes/admin/audit.tsx'),
  ]),
  route('c/:communityId', 'routes/c.$community/layout.tsx', [
    layout('routes/c.$community/page.tsx', [
      index('routes/c.$community/index.tsx'),
      ...prefix('settings', [
        index('routes/c.$community/settings/overview.tsx'),
        route('invites', 'routes/c.$community/settings/invites.tsx'),
        route('audit', 'routes/c.$community/settings/audit.tsx'),
        route('leave', 'routes/c.$community/settings/leave.tsx'),
      ]),
      route('members', 'routes/c.$community/members.tsx'),
      route('channels/new', 'routes/c.$community/channels/new.tsx'),
      route('channels/:channelId', 'routes/c.$community/channels/edit.tsx'),
      route('categories/new', 'routes/c.$community/categories/new.tsx'),
      route('categories/:categoryId', 'routes/c.$community/categories/edit.tsx'),
    ]),
    route(':channelId/:messageId?', 'routes/c.$community/channel.tsx'),
  ]),
  route('*', 'routes/missing.tsx'),
] satisfies RouteConfig;
