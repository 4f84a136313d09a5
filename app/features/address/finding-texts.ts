import type { AddressCheck, AddressFinding, AddressMode, AddressReport } from '#contract/address';
import { m } from '#i18n';

export interface CheckLine {
  check: AddressCheck;
  title: string;
  verdict: 'ok' | 'warn' | 'skipped';
  /** What was found and what helps; nothing where all is well. */
  text: string;
}

const titles: Record<AddressCheck, () => string> = {
  dns: m.address_check_dns,
  http: m.address_check_http,
  https: m.address_check_https,
  websocket: m.address_check_websocket,
};

/** What is a fault on the internet and as it should be at home. */
const fineAtHome: readonly AddressFinding[] = ['private_address', 'private_certificate'];

const texts: Record<AddressFinding, (check: AddressCheck, mode: AddressMode) => string> = {
  ok: () => '',
  skipped: () => m.address_found_skipped(),
  unknown_name: () => m.address_found_unknown_name(),
  private_address: (_, mode) =>
    mode === 'lan' ? m.address_found_home_address() : m.address_found_private_address(),
  silent: (check) => m.address_found_silent({ port: check === 'http' ? '80' : '443' }),
  somebody_else: (check) => m.address_found_somebody_else({ port: check === 'http' ? '80' : '443' }),
  private_certificate: (_, mode) =>
    mode === 'lan' ? m.address_found_home_certificate() : m.address_found_private_certificate(),
  no_certificate: () => m.address_found_no_certificate(),
  no_websocket: () => m.address_found_no_websocket(),
};

/** A report in words, on the server: none of these texts travels to a browser that does not need it. */
export const checkLines = ({ findings }: AddressReport, mode: AddressMode): CheckLine[] =>
  Object.entries(findings).map(([name, finding]) => {
    const check = name as AddressCheck;
    return {
      check,
      title: titles[check](),
      verdict: verdictOf(finding, mode),
      text: texts[finding](check, mode),
    };
  });

function verdictOf(finding: AddressFinding, mode: AddressMode): CheckLine['verdict'] {
  if (finding === 'skipped') return 'skipped';
  return finding === 'ok' || (mode === 'lan' && fineAtHome.includes(finding)) ? 'ok' : 'warn';
}
