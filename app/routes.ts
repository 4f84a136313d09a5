import { type RouteConfig, index, layout, prefix, route } from '@react-router/dev/routes';

// Static segments win over `:channelId`: ids are UUIDs, so no channel is ever named "settings" or "channels".
export default [
  index('routes/index.tsx'),
  route('setup', 'routes/setup/setup.tsx'),
  layout('routes/auth/layout.tsx', [
    route('login', 'routes/auth/login.tsx'),
    route('register', 'routes/auth/register.tsx'),
    route('invite/:code', 'routes/auth/invite.tsx'),
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
    route('instance', 'routes/settings/instance.tsx'),
    route('address', 'routes/settings/address.tsx'),
  ]),
  route('c/:communityId', 'routes/c.$community/layout.tsx', [
    layout('routes/c.$community/page.tsx', [
      index('routes/c.$community/index.tsx'),
      ...prefix('settings', [
        index('routes/c.$community/settings/overview.tsx'),
        route('invites', 'routes/c.$community/settings/invites.tsx'),
        route('moderation', 'routes/c.$community/settings/moderation.tsx'),
        route('moderation/filters/:filterId', 'routes/c.$community/settings/filter.tsx'),
        route('reports', 'routes/c.$community/settings/reports.tsx'),
        route('leave', 'routes/c.$community/settings/leave.tsx'),
      ]),
      route('members', 'routes/c.$community/members.tsx'),
      route('channels/new', 'routes/c.$community/channels/new.tsx'),
      route('channels/:channelId', 'routes/c.$community/channels/edit.tsx'),
      route('channels/:channelId/pins', 'routes/c.$community/channels/pins.tsx'),
      route('channels/:channelId/moderation', 'routes/c.$community/channels/moderation.tsx'),
      route('categories/new', 'routes/c.$community/categories/new.tsx'),
      route('categories/:categoryId', 'routes/c.$community/categories/edit.tsx'),
    ]),
    route(':channelId/:messageId?', 'routes/c.$community/channel.tsx'),
  ]),
  route('*', 'routes/missing.tsx'),
] satisfies RouteConfig;
