#!/bin/sh
# Writes .env beside docker-compose.yml, and prints what Lectern must be told. Secrets are made once: a .env that is there
# stays.
#   JITSI_IMAGE_VERSION=stable-… ./env.sh https://meet.school.example https://class.school.example [address of this machine in the network]
set -eu
cd "$(dirname "$0")"
case "${1:-}" in https://*) ;; *) echo "usage: $0 https://MEET https://LECTERN [ADDRESS]" >&2; exit 2 ;; esac
case "${2:-}" in http://*|https://*) ;; *) echo "usage: $0 https://MEET https://LECTERN [ADDRESS]" >&2; exit 2 ;; esac
: "${JITSI_IMAGE_VERSION:?name a release of docker-jitsi-meet, such as stable-12345: one of July 2026 or later}"
[ ! -e .env ] || { echo ".env is there already: remove it to make new secrets." >&2; exit 1; }
meet=${1%/}
lectern=${2%/}
secret() { openssl rand -hex 32; }
app_secret=$(secret)
events_secret=$(secret)
port=$(printf '%s' "$meet" | sed -n 's#^https://[^/:]*:\([0-9]*\)$#\1#p')
umask 077
cat > .env <<END
# A release by its number: what floats breaks on a school day. Take a newer one on purpose.
JITSI_IMAGE_VERSION=$JITSI_IMAGE_VERSION
PUBLIC_URL=$meet
HTTP_PORT=${HTTP_PORT:-80}
HTTPS_PORT=${port:-443}
# Where the image listens itself; those before 2026 on 80 and 443.
WEB_HTTP_PORT=${WEB_HTTP_PORT:-8000}
WEB_HTTPS_PORT=${WEB_HTTPS_PORT:-8443}
JVB_ADVERTISE_IPS=${3:-}
TZ=UTC

# Who may come in: whoever Lectern gave a token, and nobody else.
ENABLE_AUTH=1
AUTH_TYPE=jwt
JWT_APP_ID=lectern
JWT_APP_SECRET=$app_secret
JWT_SIGN_TYPE=HS256
JWT_ACCEPTED_ISSUERS=lectern
JWT_ACCEPTED_AUDIENCES=jitsi
JWT_ALLOW_EMPTY=0
ENABLE_GUESTS=0

# Who is moderator: whom the token says, and not whoever comes first.
ENABLE_AUTO_OWNER=0
JICOFO_ENABLE_AUTH=0
XMPP_MUC_MODULES=token_affiliation
# Who is who: without it Lectern cannot tell whom a command is for.
XMPP_MODULES=presence_identity
ENABLE_AV_MODERATION=1
ENABLE_END_CONFERENCE=1

# What Lectern has itself.
ENABLE_LOBBY=0
ENABLE_BREAKOUT_ROOMS=0
DISABLE_POLLS=1
ENABLE_PREJOIN_PAGE=0
DISABLE_DEEP_LINKING=1
ENABLE_WELCOME_PAGE=0
START_AUDIO_MUTED=0
ENABLE_RECORDING=0

# Which page may show it in a frame.
CSP_HEADER=frame-ancestors $lectern


ENABLE_LETSENCRYPT=${ENABLE_LETSENCRYPT:-0}
LETSENCRYPT_DOMAIN=$(printf '%s' "$meet" | sed 's#^https://##; s#:.*##')
LETSENCRYPT_EMAIL=${LETSENCRYPT_EMAIL:-}

# Between its own programs.
JICOFO_AUTH_PASSWORD=$(secret)
JICOFO_COMPONENT_SECRET=$(secret)
JVB_AUTH_PASSWORD=$(secret)
END
mkdir -p config/prosody/config/conf.d
cat > config/prosody/config/conf.d/lectern.cfg.lua <<END
Component "esync.meet.jitsi" "event_sync_component"
    muc_component = "muc.meet.jitsi"
    breakout_component = "breakout.meet.jitsi"
    api_prefix = "$lectern/api/jitsi"
    api_headers = { ["Authorization"] = "Bearer $events_secret" }
END
# Prosody runs as another account in its container.
chmod -R a+rX config
echo "Tell Lectern:"
echo "  JITSI_URL=$meet"
echo "  JITSI_APP_ID=lectern"
echo "  JITSI_APP_SECRET=$app_secret"
echo "  JITSI_EVENTS_SECRET=$events_secret"
