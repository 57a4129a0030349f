const JSON_MEDIA = /^application\/([\w.-]+\+)?json$/i

/** Whether a media type (parameters allowed) is JSON. */
export function isJsonMedia(mediaType: string): boolean {
  return JSON_MEDIA.test(mediaType.split(';')[0]?.trim() ?? '')
}
