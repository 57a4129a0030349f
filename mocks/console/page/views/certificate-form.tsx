import { useState } from 'preact/hooks'
import type { CertificationState } from '../../api.ts'
import { callApi } from '../live/api-client.ts'
import { useAction } from '../live/use-action.ts'
import { ErrorBox } from '../components/elements.tsx'
import { When } from '../components/when.tsx'

/** The certificate of a run that certifies its endpoint: signed with a key of the person's own. */
export function CertificateForm({ state }: { state: CertificationState }) {
  const { certificate } = state
  const [key, setKey] = useState<File>()
  const [runBy, setRunBy] = useState('')
  const signing = useAction()
  if (certificate !== undefined) {
    return (
      <section aria-label="Certificate">
        <h3>Certificate</h3>
        <p role="status">
          Signed with the key <code>{certificate.key}</code>, valid until{' '}
          <When at={Date.parse(certificate.expiresAt)} />.
        </p>
        <p class="actions">
          <a class="button" href="/api/certification/certificate.html" target="_blank">
            Open certificate
          </a>
          <a class="button" href="/api/certification/certificate.jws" download>
            certificate.jws
          </a>
        </p>
      </section>
    )
  }
  return (
    <section aria-label="Certificate">
      <h3>Certificate</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          signing.run(async () => {
            const pem = await key?.text()
            await callApi('POST', '/api/certification/certificate', { key: pem, runBy })
          })
        }}
      >
        <label>
          Private key, from <code>dropship certificate keygen</code>; it is used once and not kept
          <input
            type="file"
            accept=".pem"
            required
            onChange={({ currentTarget }) => setKey(currentTarget.files?.[0])}
          />
        </label>
        <label>
          Run by (optional)
          <input
            value={runBy}
            placeholder="user and host if empty"
            onInput={({ currentTarget }) => setRunBy(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={signing.isRunning}>
          Sign the certificate
        </button>
        <ErrorBox error={signing.error} />
      </form>
    </section>
  )
}
