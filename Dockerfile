# Styles and fonts.
FROM node:20-slim AS styles
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY static static
RUN npm run build

# Python packages, exactly as pinned and hashed.
FROM python:3.11-slim AS packages
COPY requirements/runtime.txt /runtime.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r /runtime.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data MANIFEST_STATIC=1 WHITENOISE_USE_FINDERS=0
WORKDIR /app
RUN useradd --system --uid 10001 --no-create-home sofs && install --directory --owner=sofs /data
COPY --from=packages /venv /venv
COPY . .
COPY --from=styles /app/static/dist static/dist
# Collected once, compressed and named by content; needs no database and none of the settings of .env.
RUN DATA_DIR=/tmp/build python manage.py collectstatic --no-input && rm -r /tmp/build
USER sofs
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "sofs_tracker.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket"]
