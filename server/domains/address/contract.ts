/** `domain`: a public name with a public certificate. `lan`: a name of the home network, certified by this machine. */
export type AddressMode = 'lan' | 'domain';

/** Where people find this instance. */
export interface AddressDto {
  mode: AddressMode;
  /** A host name in lower case. */
  name: string;
  /** Whether browsers know who issued its certificate. */
  trusted: boolean;
}

export interface AddressSettingsDto {
  /** Null until the host chooses. */
  address: AddressDto | null;
  /** Given by HEARTH_DOMAIN: it can be changed there alone. */
  isFixed: boolean;
  /** Whether an edge stands in front that asks for certificates by itself. Without one there is nothing to choose. */
  hasEdge: boolean;
}

/** In the order in which one needs the other. */
export const addressChecks = ['dns', 'http', 'https', 'websocket'] as const;
export type AddressCheck = (typeof addressChecks)[number];

/** What a check found. The app has a sentence for each. */
export type AddressFinding =
  | 'ok'
  /** The check before it failed. */
  | 'skipped'
  /** The name leads nowhere. */
  | 'unknown_name'
  /** It leads to an address that only a home network reaches. */
  | 'private_address'
  /** Nothing answers, or not from here: some routers do not lead back in. */
  | 'silent'
  /** Something answers that is not this instance. */
  | 'somebody_else'
  /** The connection is encrypted, but browsers do not know who issued its certificate. */
  | 'private_certificate'
  | 'no_certificate'
  /** Pages pass, WebSockets do not. */
  | 'no_websocket';

export interface AddressReport {
  name: string;
  findings: Record<AddressCheck, AddressFinding>;
}

export const addressLimits = { nameMax: 253 } as const;
