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
