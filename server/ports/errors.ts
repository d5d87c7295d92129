/** A store or queue does not answer; trying again later may help. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/** No room left where bytes are kept. */
export class DiskFull extends Error {
  override name = 'DiskFull'
}

/** The id is in use, or was within the last day. */
export class JobExists extends Error {
  override name = 'JobExists'
}

/** A server that a setting names can't be used. The message begins with the setting's name, says why, and tells no secret. */
export class ServerRefused extends Error {
  override name = 'ServerRefused'
}
