const CERTIFICATE =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g

/** The certificates of a PEM text, one each, whatever else it holds. */
export function certificatesIn(pem: string): readonly string[] {
  return pem.match(CERTIFICATE) ?? []
}
